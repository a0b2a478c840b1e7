"""Pages of releases: list and sheet, gate, reconciliation."""
