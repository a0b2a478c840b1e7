"""A version as a declaration of ASYCUDA World: the document it came as, else one made of its items."""

from __future__ import annotations

from collections.abc import Sequence

from amont.declarations.models import Declaration, Item, Version
from amont.formats import asycuda
from amont.formats.asycuda.read import MAX_MEGABYTES
from amont.formats.detect import FileKind

KINDS = (FileKind.SAD_XML, FileKind.XML)
_COLUMNS = [field.name for field in Item._meta.fields if field.name not in ("id", "version", "line", "held")]
_COMPARED = ("hs_code", "origin", "customs_value", "net_kg", "description")


def current_version(declaration: Declaration) -> Version:
    """The version in force, with the file it came in."""
    return Version.objects.select_related("receipt").get(declaration=declaration, number=declaration.version)


def sad_of(version: Version) -> asycuda.Declaration:
    """Everything that the received document had; of a version that came in another form, its items."""
    rows = list(Item.objects.filter(version=version).order_by("pk").values(*_COLUMNS))
    for one in _received(version):
        found = [item for item in one.items if item.leaves]
        if len(found) == len(rows) and _said(asycuda.item_rows(one)) == _said(rows):
            return one
    reference = {"reference": version.declaration.reference}
    return asycuda.make_sad([reference | {name: row[name] for name in _COLUMNS} for row in rows])


def _received(version: Version) -> Sequence[asycuda.Declaration]:
    """The documents of the file this version came in; none of a table, of the API, of a file past reading."""
    receipt = version.receipt
    if receipt is None or receipt.kind not in KINDS or receipt.size > MAX_MEGABYTES << 20:
        return ()
    return [read.declaration for read in asycuda.read_sads(bytes(receipt.body.data))]


def _said(rows: Sequence[dict[str, object]]) -> list[tuple[object, ...]]:
    return [tuple(_plain(row[name]) for name in _COMPARED) for row in rows]


def _plain(value: object) -> object:
    return value if isinstance(value, str) else float(str(value)) if value is not None else ""
