"""Pages of screening: criteria, thresholds, models, draws."""
