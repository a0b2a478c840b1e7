"""What every edge shares, page or machine: acts on routes, pages by key, exports, fields for figures."""
