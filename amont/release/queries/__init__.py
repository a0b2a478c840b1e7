"""Questions on releases: lists and sheets, the gate, what left against what was released."""
