"""Tables of the site that belong to no room."""
