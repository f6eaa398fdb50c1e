"""Tracks, albums, artists and folders as values, and what a scan concludes of files."""
