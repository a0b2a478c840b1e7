"""Bytes to plain records and back, pure: no network, no clock, no database. Files come in as byte streams."""
