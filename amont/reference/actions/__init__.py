"""The verbs of reference data: packs, lists of codes, the tariff, and the tables that change them."""
