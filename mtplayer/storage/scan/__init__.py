"""What a scan writes: standard library only, for its start and its speed."""
