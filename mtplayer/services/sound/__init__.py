"""Decides how it sounds: player, devices, loudness, and the shapes of sound."""
