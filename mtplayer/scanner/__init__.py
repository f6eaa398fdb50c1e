"""One scan in a process of its own: lister, reading workers, batch writer; no Qt."""
