"""The process side of a node: its folder, its database, its programs, and the copies kept of them."""
