"""Playlist files of every kind, read and written; nobody else knows their formats."""
