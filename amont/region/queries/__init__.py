"""Questions on how long goods take."""
