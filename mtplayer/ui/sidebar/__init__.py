"""The sidebar: places, playlists, and what the scan is doing."""
