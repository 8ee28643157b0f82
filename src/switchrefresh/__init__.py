"""switchrefresh: plan, promise, do and prove the switch refresh of a whole school district."""

__version__ = "0.1.0"
