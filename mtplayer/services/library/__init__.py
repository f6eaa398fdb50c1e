"""Keeps the library: scans, folders, covers, what is missing, and what was joined by hand."""
