"""What other players knew, in words of our own."""
