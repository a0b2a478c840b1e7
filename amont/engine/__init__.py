"""The questions of the trade, answered without database, clock, network or luck."""
