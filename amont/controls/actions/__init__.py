"""The verbs of controls: assigning by draw, inspecting, closing."""
