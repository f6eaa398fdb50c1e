"""The parts of the bar at the bottom of the window."""
