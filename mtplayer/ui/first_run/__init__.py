"""The pages of a library that is still empty."""
