"""Other people's lists, brought into the project's own files: what was understood, and every line that was not."""
