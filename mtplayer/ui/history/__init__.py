"""The log of listens and the statistics."""
