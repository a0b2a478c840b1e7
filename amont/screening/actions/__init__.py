"""The verbs of screening: deciding, drawing, learning, labelling, policy."""
