"""The page of tracks, its table, and what can be done to its rows."""
