"""Redaction, default deny: what is not known to be harmless behind a word of secrets does not leave."""
