"""The file of the day: what waits for whom, in the order of work, with the first reason of each file."""
