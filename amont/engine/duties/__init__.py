"""What is owed on goods: value, duties, taxes and fees of a day, each with its formula and its source.

Law and rates are arguments (`amont.kernel.charges`), written in the country packs. Source of the order of the
charges, of their bases and of the rounding: each pack, entry by entry.
"""
