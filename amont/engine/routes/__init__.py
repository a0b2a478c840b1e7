"""Where the goods go: how far it is from port to port, and how much longer the announced way is."""
