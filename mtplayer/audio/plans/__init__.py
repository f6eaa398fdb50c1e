"""How libVLC has to be asked for a file so that its music comes out to the sample."""
