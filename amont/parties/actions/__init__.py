"""The verbs of parties: accounts, postings, operators, keys."""
