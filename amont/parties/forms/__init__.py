"""What is asked of who opens accounts, and of oneself."""
