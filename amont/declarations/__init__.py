"""The detailed declaration: received, lodged, amended by versions, routed by its lane, controlled.

Legal source: every import is declared, the first version is kept for ever (Senegal customs code, 69, 272).
States: lodged, routed, in control, controlled; cancelled, and past for what an administration brings along.
"""
