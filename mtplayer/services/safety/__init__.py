"""Backups, restoring, and what can be done when something is broken."""
