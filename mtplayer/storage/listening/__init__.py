"""The log of listens, statistics, hearts and stars."""
