"""Forms of what is asked of carriers, and their words."""
