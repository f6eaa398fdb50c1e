"""The queue and its orders, places in tracks, stations and lyrics."""
