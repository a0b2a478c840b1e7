"""Pages of cargo."""
