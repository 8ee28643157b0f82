"""When we may: feeds to day kinds to open intervals, each with its reasons."""
