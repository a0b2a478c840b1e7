"""Assignment by a recorded draw, the inspection and its result: what was found is the label one learns from.

States of a control: assigned, started, closed; withdrawn when the declaration is cancelled or amended, or
when another system gave the result before anybody began here.
"""
