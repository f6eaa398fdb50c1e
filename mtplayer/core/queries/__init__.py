"""What can be asked of tracks: the query language, rules, patterns, smart playlists."""
