"""The database of a node: our own PostgreSQL run from the wheel's programs, or one that others run."""
