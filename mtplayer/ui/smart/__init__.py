"""The editor of smart playlists: rules in rows, the same as a query, and what they find."""
