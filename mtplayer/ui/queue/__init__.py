"""Up next: the panel, its list, and the commands of the queue."""
