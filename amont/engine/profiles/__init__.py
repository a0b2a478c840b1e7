"""What history says of an operator, of goods, of an origin, of a price: strictly as of a day.

A result counts from the day after it was recorded, a declaration from the day after it was lodged.
A record declared again (same goods, same masses, same price) votes once. The same kernels serve one
item and a million, so that live and bulk give equal numbers.
Source: the practice of the customs risk services described by Geourjon and Laporte (2004, 2012).
"""
