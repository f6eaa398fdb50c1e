"""What was heard and how it was liked: listens, history, hearts and stars."""
