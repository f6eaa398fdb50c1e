"""What it does: QObjects on the UI thread that own state and announce its changes."""
