"""What do the words of goods say: which heading they usually bear, and what they hide."""
