"""Answers of people on controls: the short form of an item, the end of a control, filters of the list."""
