"""The queue, queues put aside, stations, and where tracks stopped."""
