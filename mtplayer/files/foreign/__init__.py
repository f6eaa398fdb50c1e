"""The memory of other players that keep it in files: read, never written."""
