"""What people write and look for in cargo."""
