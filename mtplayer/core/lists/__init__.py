"""Playlists as values, and the files that hold them."""
