"""The page of radio stations."""
