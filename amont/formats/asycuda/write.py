"""A declaration as an ASYCUDA World file: every leaf at its canonical place, in order, nothing added."""

from __future__ import annotations

from lxml import etree

from amont.formats.asycuda.declaration import Declaration
from amont.formats.asycuda.errors import Unwritable
from amont.formats.asycuda.structure import element_at
from amont.formats.xml.reading import Xml
from amont.kernel.findings import clip


def write_sad(declaration: Declaration) -> bytes:
    """UTF-8, indented; reading it gives an equal declaration. Raises Unwritable for signs XML forbids."""
    sheet = _Sheet()
    for leaf in declaration.leaves():
        try:
            sheet.put(leaf.path, leaf.value)
        except ValueError as error:
            raise Unwritable(path=clip(leaf.path), value=clip(leaf.value)) from error
    return etree.tostring(sheet.root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


class _Sheet:
    """The tree being written. Slots that hold nothing before one that does become empty elements."""

    def __init__(self) -> None:
        self.root: Xml = etree.Element("ASYCUDA")
        self._at: dict[str, Xml] = {"": self.root}
        self._slots: dict[str, int] = {}

    def put(self, path: str, value: str) -> None:
        parent, _, step = path.rpartition("/")
        if step.startswith("@"):
            self._element(parent).set(step[1:], value)
        else:
            self._element(path).text = value

    def _element(self, path: str) -> Xml:
        if path not in self._at:
            parent, _, step = path.rpartition("/")
            name, _, index = step.partition("[")
            within = self._element(parent)
            slot = f"{parent}/{name}" if parent else name
            element = element_at(slot)
            is_indexed = element is not None and element.repeated
            last = int(index.rstrip("]") or 1)
            for number in range(self._slots.get(slot, 0) + 1, last + 1):
                key = f"{slot}[{number}]" if is_indexed or number > 1 else slot
                self._at[key] = etree.SubElement(within, name)
            self._slots[slot] = max(last, self._slots.get(slot, 0))
        if path not in self._at:
            raise ValueError(path)  # an index where none belongs, or none where one does
        return self._at[path]
