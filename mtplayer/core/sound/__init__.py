"""How music is to sound: loudness, equalizers, waves."""
