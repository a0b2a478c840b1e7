"""Rows to records of the engine and back: histories, policies, what stands in memory, decisions."""
