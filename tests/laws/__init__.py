"""The laws of the house. Each is a function of the root; it gives lines that name the file and the fault."""
