"""Libraries of other players, read and written in; the whole library read out."""
