"""What is asked of tracks: questions, orders and lists as SQL."""
