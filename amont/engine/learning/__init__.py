"""How the score is learned: probability of an offence, risk to safety, each with its exact explanation.

Two parts: records declared before are read in the history of the record itself; new ones in the profiles of
operators, goods, origins and prices. Each part is boosted trees (LightGBM), calibrated on a later period than
the one it learned from. Only inspected items teach; an item not inspected is never taken for compliant.
"""
