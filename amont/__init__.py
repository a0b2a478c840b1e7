"""Amont: customs control made ahead of the goods."""

__version__ = "0.3.0"
