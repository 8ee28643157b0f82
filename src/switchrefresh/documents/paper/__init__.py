"""Paper: a document as blocks, and the same blocks as Markdown, HTML or PDF."""
