"""Folders, missing tracks, and what scans found."""
