"""mtplayer: a music player for large libraries that loses nothing."""

__version__ = "0.1.0"
