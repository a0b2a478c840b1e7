"""The verbs of declarations, one family per file: receiving, lodging, routing, loading."""
