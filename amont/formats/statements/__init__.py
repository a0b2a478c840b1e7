"""Statements of bank accounts: CSV, MT940 and camt.053, read into the same lines."""
