"""Pages of accounts, operators and keys."""
