"""An XML element as leaves: canonical names, indexes, nothing dropped but empties and namespaces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from amont.formats.asycuda.leaves import Leaf
from amont.formats.asycuda.structure import Element
from amont.formats.xml.names import local_name
from amont.formats.xml.reading import Xml

_FEW = 100


def leaves_of(element: Xml, *, known: Element | None, path: str) -> list[Leaf]:
    """Every attribute and value inside an element, in order; empties of any form give nothing.

    known: what the element means, None when it is not listed. A wrapper (Attached_documents around several
    Attached_document) counts as its children do.
    """
    leaves: list[Leaf] = []
    _collect(element, known, path, leaves)
    return leaves


def _collect(element: Xml, known: Element | None, path: str, leaves: list[Leaf]) -> None:
    if element.keys():
        leaves.extend(attributes_of(element, path=path))
    value = "\n".join(words_of(element)) if len(element) else (element.text or "").strip()
    if value:
        leaves.append(Leaf(path, value, element.sourceline))
    if len(element):
        _collect_children(element, known, path, leaves, {})


def _collect_children(
    element: Xml, known: Element | None, path: str, leaves: list[Leaf], counts: dict[str, int]
) -> None:
    for child in element:
        listed = known.child(child.tag) if known else None
        if known and listed and len(child) and any(known.child(inner.tag) is listed for inner in child):
            _collect_children(child, known, path, leaves, counts)
        else:
            step = step_to(child, known=listed, counts=counts)
            _collect(child, listed, f"{path}/{step}" if path else step, leaves)


def step_to(element: Xml, *, known: Element | None, counts: dict[str, int]) -> str:
    """The element's canonical name, with its index when it may repeat or does; counts it in `counts`."""
    name = known.name if known else local_name(element.tag)
    counts[name] = counts.get(name, 0) + 1
    has_index = counts[name] > 1 or (known is not None and known.repeated)
    return f"{name}[{counts[name]}]" if has_index else name


def attributes_of(element: Xml, *, path: str) -> list[Leaf]:
    """Attributes without namespace: the others (xsi:nil, schema locations) say nothing of the goods."""
    return [
        Leaf(f"{path}/@{name}" if path else f"@{name}", value.strip(), element.sourceline)
        for name, value in _named(element)
        if ":" not in name and "}" not in name and value.strip()
    ]


def _named(element: Xml) -> Iterable[tuple[str, str]]:
    """Attributes with their names. libxml2 looks each one up from the first: thousands would take hours."""
    if len(element.attrib) <= _FEW:
        return cast("Iterable[tuple[str, str]]", element.attrib.items())
    return ((one.attrname, str(one)) for one in element.xpath("@*"))


def words_of(element: Xml) -> list[str]:
    """The element's own text, around and between its children."""
    texts = (element.text, *(child.tail for child in element))
    return [text.strip() for text in texts if text and text.strip()]
