"""Playlists and smart playlists: made, filled, and taken back."""
