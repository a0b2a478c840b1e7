"""Programs that a command runs on the rows of a node."""
