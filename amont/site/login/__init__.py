"""Sign-in: which pages of the library of accounts are open, and in whose words they ask."""
