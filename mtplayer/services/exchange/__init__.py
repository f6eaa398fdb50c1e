"""What comes in from other players and files, and what goes out."""
