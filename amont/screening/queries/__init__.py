"""Questions on screening, for screens, keys and the rooms downstream."""
