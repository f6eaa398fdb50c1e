"""Playlists wherever they are shown, their page, and lists in and out."""
