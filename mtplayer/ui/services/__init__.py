"""What the window asks of the services."""
