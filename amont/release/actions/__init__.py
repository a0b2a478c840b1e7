"""The verbs of release: releasing, withdrawing, asking and leaving at the gate."""
