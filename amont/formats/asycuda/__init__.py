"""ASYCUDA World: the declaration (SAD) read, checked, added up, turned into rows and written back.

Source: UNCTAD ASYCUDA World, export and import of the detailed declaration as XML.
"""

from amont.formats.asycuda.declaration import Declaration
from amont.formats.asycuda.items import Item
from amont.formats.asycuda.leaves import Leaf, Leaves
from amont.formats.asycuda.making import make_sad
from amont.formats.asycuda.read import ItemRead, SadRead, read_sad, read_sads, stream_sad
from amont.formats.asycuda.recomputing import Recomputed, recomputed
from amont.formats.asycuda.references import StoreKey, key_of, reference_of, registration_of, store_key
from amont.formats.asycuda.rows import header_row, item_row, item_rows
from amont.formats.asycuda.totals import Total, Totals, totals
from amont.formats.asycuda.values import DayOrder
from amont.formats.asycuda.write import write_sad

__all__ = [
    "DayOrder",
    "Declaration",
    "Item",
    "ItemRead",
    "Leaf",
    "Leaves",
    "Recomputed",
    "SadRead",
    "StoreKey",
    "Total",
    "Totals",
    "header_row",
    "item_row",
    "item_rows",
    "key_of",
    "make_sad",
    "read_sad",
    "read_sads",
    "recomputed",
    "reference_of",
    "registration_of",
    "store_key",
    "stream_sad",
    "totals",
    "write_sad",
]
