"""XML as the trade sends it: any encoding, read as it comes, hostile files refused."""
