"""Playlists: their tree, their entries and their history."""
