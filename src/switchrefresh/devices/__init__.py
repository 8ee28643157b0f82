"""The switches themselves: typed outcomes out of live sessions."""
