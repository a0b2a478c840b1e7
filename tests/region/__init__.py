"""Time release."""
