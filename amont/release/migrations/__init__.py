"""Changes of tables, as Django writes them."""
