"""The file of the day: which declarations wait in an office, how many, and in the order of work."""
