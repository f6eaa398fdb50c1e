"""What the player knows: plain values and rules, on the standard library alone."""
