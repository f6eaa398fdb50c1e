"""Albums, artists, genres, folders and files: read, and changed by hand."""
