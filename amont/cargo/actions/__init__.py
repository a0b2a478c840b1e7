"""The verbs of cargo."""
