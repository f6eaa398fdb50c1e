"""Decides what plays: queue, playback, stations, and what is known of the track that plays."""
