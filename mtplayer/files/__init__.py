"""How files become tracks: the only room that uses mutagen or watchdog."""
