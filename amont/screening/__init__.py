"""Lane and reasons of each version of a declaration, from criteria, scores and chance, all by version."""
