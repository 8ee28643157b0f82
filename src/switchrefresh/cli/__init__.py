"""The doors: words in, words out; the only room that knows Typer and Rich."""
