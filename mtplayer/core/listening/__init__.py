"""When something was heard, how it is counted, and what stars mean in files."""
