"""What you see: Qt Widgets and nothing else."""
