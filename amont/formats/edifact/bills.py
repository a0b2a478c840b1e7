"""CUSCAR, IFCSUM and IFTMIN: the documents of a message, one at a time.

In CUSCAR one CNI holds as many bills as it has groups headed by the number of a bill (RFF). What a bill does
not say of its containers stands in the EQD groups of the header. Source: UN/EDIFACT D95B to D03B.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from amont.formats.edifact.context import Context, Mark
from amont.formats.edifact.draft import Draft
from amont.formats.edifact.equipment import Equipment
from amont.formats.edifact.goods import GoodsLines
from amont.formats.edifact.measures import measure_of
from amont.formats.edifact.qualifiers import (
    BILL_NUMBERS,
    MASTERS,
    NATURES,
    PARTY_NUMBERS,
    UNIQUE_REFERENCE,
    WEAK_BILL_NUMBERS,
)
from amont.formats.edifact.repeated import referenced
from amont.formats.edifact.values import code
from amont.formats.manifest.checks import doubts_of_bill
from amont.formats.manifest.making import closed, maker
from amont.formats.manifest.numbers import container_number
from amont.formats.manifest.records import Bill, BillRead, Container
from amont.formats.manifest.totals import Tally, of_bill

_KEPT = (
    "CTA", "COM", "HAN", "QTY", "CUX", "TDT", "DTM", "DOC", "AUT", "TOD", "GDS", "TMD", "EQN", "TPL",
    "TCC", "PRI", "PCD", "GOR", "STS", "EQA", "COD", "DAM",
)  # fmt: skip
_OF_EQUIPMENT = ("SEL", "TSR", "TMP", "RNG", "DIM", "DGS")
_UNSAID, _WEAK, _STRONG = 2, 1, 0  # how the number of the bill was said
_container, _read = maker(Container), maker(BillRead)


class Bills:
    """The documents of one message; those that are whole go to `out`.

    table: tag -> what reads it now, changed in place. splits: one CNI can hold several bills. is_voyage: they
    stand in a manifest. What the header says for all: header_boxes, apart (equipment that is no container),
    nature_code, takes_back, shared (its equipment, where containers may follow). began_at: number of the
    segment that begins the document at hand. has_goods: it has come to its goods.
    """

    def __init__(
        self,
        context: Context,
        out: list[object],
        *,
        table: dict[str, Callable[[str], None]],
        splits: bool,
        is_voyage: bool,
    ) -> None:
        self._context, self._out, self._splits, self._is_voyage = context, out, splits, is_voyage
        self._table = table
        self.tally = Tally()
        self.goods, self.draft = GoodsLines(context), Draft(context, elsewhere=self.place_of_goods)
        self.header_boxes: dict[str, Container] = {}
        self.apart: set[str] = set()
        self.nature_code = ""
        self.takes_back = self.is_open = self.has_goods = False
        self.began_at = self._count = 0
        self.shared: Equipment | None = None
        self._boxes: Equipment | None = None  # of the document
        self._at: Equipment | None = None  # what an EQD began, until goods or another document do
        self._mark: Mark | None = None
        self._cni = self._voyage_number = self._document = self._document_kind = ""  # of the consignment
        self._number, self._said, self._kind, self._next_master = "", _UNSAID, "", ""

    def readers(self) -> dict[str, Callable[[str], None]]:
        """Tag -> what reads it while a document is open."""
        found: dict[str, Callable[[str], None]] = dict.fromkeys(_KEPT + _OF_EQUIPMENT, self.keep)
        return found | self.goods.table() | self._outside() | {
            "CNI": self.cni, "RFF": self.rff, "GIS": self.gis, "MOA": self.moa, "CPI": self.draft.cpi,
            "CNT": self.draft.cnt, "EQD": self.eqd, "GID": self.gid,
        }  # fmt: skip

    def _outside(self) -> dict[str, Callable[[str], None]]:
        """Readers of what can be said of equipment too, outside of it."""
        return {"MEA": self.mea, "LOC": self.draft.loc, "NAD": self.draft.nad, "DGS": self.goods.dgs}

    def cni(self, raw: str) -> None:
        """A new consignment."""
        if self.is_open:
            self.close()
        elements = raw.split("+", 3)
        number = elements[1] if len(elements) > 1 else ""
        document, _, kind = (elements[2] if len(elements) > 2 else "").partition(":")
        self._cni = raw
        self._voyage_number = number if number.isalnum() else code(number)
        self._document = document if document.isalnum() else code(document)
        self._document_kind = kind if kind.isalnum() else code(kind)
        self.begin()

    def alone(self, number: str, kind: str) -> None:
        """The one document of a message begins."""
        self._document, self._document_kind = number, kind
        self.begin()

    def begin(self) -> None:
        """A document begins at the segment at hand."""
        self._count += 1
        draft, goods, context = self.draft, self.goods, self._context
        draft.begin(place=self._count)
        goods.begin(draft.kept, known=self.header_boxes, apart=self.apart)
        self._mark = mark = context.mark()
        draft.bill.line = context.batch.same_line or context.line
        self.began_at, self.is_open, self.has_goods = mark[2], True, False
        self._number, self._said, self._kind = self._document, _UNSAID, self._document_kind
        if self._at is not None:
            self._leave_equipment()
        self._boxes = None
        self._table["MEA"] = self.mea

    def _leave_equipment(self) -> None:
        if self._at is not None:
            self._at.close()
            self._at = None
        self._table.update(self._outside())
        self._table.update(dict.fromkeys(_OF_EQUIPMENT[:-1], self.keep))

    def keep(self, raw: str) -> None:
        """A segment that no field names."""
        (self.goods if self.goods.is_open else self.draft.kept).keep(raw)

    def place_of_goods(self, raw: str) -> None:
        """A place that is not of the document."""
        if not self.goods.loc(raw):
            self.keep(raw)

    def rff(self, raw: str) -> None:
        """The number of the bill, of its master, or another reference."""
        qualifier, value = referenced(raw)
        draft = self.draft
        if not value:
            self.keep(raw)
        elif draft.party and qualifier in PARTY_NUMBERS and draft.number_of_party(value):
            pass
        elif qualifier in BILL_NUMBERS:
            self._bill_number(qualifier, value, raw)
        elif qualifier in WEAK_BILL_NUMBERS and self._splits and (self._said == _UNSAID or self.has_goods):
            self._bill_number("", value, raw)
        elif qualifier in MASTERS and self._splits and self.has_goods:
            self._next_master = value
        elif qualifier in MASTERS and not draft.bill.master:
            draft.bill.master = value
        elif qualifier == UNIQUE_REFERENCE and not draft.bill.unique_reference:
            draft.bill.unique_reference = value
        else:
            self.keep(raw)

    def _bill_number(self, qualifier: str, value: str, raw: str) -> None:
        said = _STRONG if qualifier else _WEAK
        is_next = self.draft.has_content if self._said != _UNSAID else self.has_goods
        if self._splits and (is_next or said == self._said == _STRONG):
            master, self._next_master = self._next_master, ""
            self.close()
            self.begin()
            if master:
                self.draft.bill.master = master
        elif said >= self._said:
            self.keep(raw)
            return
        self._number, self._said = value, said
        self._kind = self._document_kind or qualifier

    def gis(self, raw: str) -> None:
        """What becomes of the goods, or another indicator."""
        if self.has_goods or not self.draft.gis(raw):
            self.keep(raw)

    def moa(self, raw: str) -> None:
        """An amount of the document, or of a line of its goods."""
        if self.has_goods:
            self.keep(raw)
        else:
            self.draft.moa(raw)

    def gid(self, raw: str) -> None:
        """A new line of goods."""
        if not self.is_open:
            self.begin()
        self.has_goods = self.draft.has_content = True
        self.draft.party = ""
        if self._at is not None:
            self._leave_equipment()
        self._table["MEA"] = self.goods.mea
        self.goods.gid(raw)

    def eqd(self, raw: str) -> None:
        """A container of the document; of the message, where only documents before this one name it."""
        if not self.is_open:
            self.begin()
        self.goods.close()
        number = container_number(code("".join(raw.split("+")[2:3])))
        if self.shared is not None and number not in self.goods.boxes and self.tally.names(number):
            self._at = self.shared
        else:
            if self._boxes is None:
                self._boxes = Equipment(self._context, self.draft.kept)
            self._at = self._boxes
        self._at.eqd(raw)
        self._table.update(dict.fromkeys(("MEA", "LOC", "NAD", *_OF_EQUIPMENT), self.of_equipment))

    def of_equipment(self, raw: str) -> None:
        """A segment behind EQD; ports and parties that are not its own are those of the document."""
        if self._at is not None and self._at.take(raw):
            return
        if raw.startswith("LOC"):
            self.draft.loc(raw)
        else:
            self.draft.kept.keep(raw)

    def mea(self, raw: str) -> None:
        """A measure of the document as a whole."""
        measure = measure_of(raw.split("+"), self._context)
        bill = self.draft.bill
        is_mass = measure is not None and measure.kilograms is not None and measure.kind in ("G", "")
        if measure and is_mass and bill.gross_kg is None:
            bill.gross_kg = measure.kilograms
        else:
            self.draft.kept.keep(raw)

    def close(self) -> None:
        """The document at hand is whole."""
        if not self.is_open:
            return
        self.goods.close()
        bill = self._whole()
        totals, context = of_bill(bill), self._context
        if self.tally.add(bill, totals, boxes=None if self._boxes else self.goods.boxes):
            context.doubt("manifest.bill_repeated", value=bill.number, mark=self._mark)
        for doubt in doubts_of_bill(bill, totals, is_voyage=self._is_voyage):
            context.doubt(doubt.code, doubt.severity, value=bill.number, facts=doubt.facts, mark=self._mark)
        self._out.append(_read(bill, context.taken() if context.findings else ()))
        self.is_open = False

    def _whole(self) -> Bill:
        draft, goods, number = self.draft, self.goods, self._number
        bill = draft.bill
        if self._next_master:
            bill.master = bill.master or self._next_master
            self._next_master = ""
        if bill.master == number:
            bill.master = ""
        if self.nature_code and not bill.nature_code:
            bill.nature, bill.nature_code = NATURES[self.nature_code], self.nature_code
        if self._document != number and self._document and self._cni:
            draft.kept.keep(self._cni)
        if draft.pieces is not None and bill.packages is None:
            self._pieces()
        if self.takes_back:
            bill.is_cancelled = True
        if goods.vehicles:
            bill.vehicles = tuple(goods.vehicles.values())
        if goods.remarks:
            bill.remarks = " ".join(goods.remarks)
        bill.number, bill.number_in_voyage, bill.kind = number, self._voyage_number, self._kind
        bill.goods, bill.containers = tuple(goods.lines), self._containers()
        bill.extras = draft.kept.values
        return closed(bill, Bill)

    def _pieces(self) -> None:
        """A total of pieces is one of packages where the goods say none; else both are compared."""
        pieces, number = self.draft.pieces, self._number
        counted = [line.packages for line in self.goods.lines if line.packages is not None]
        if not counted:
            self.draft.bill.packages = pieces
        elif sum(counted) != pieces:
            facts: dict[str, object] = {"declared": pieces, "counted": sum(counted), "bill": number}
            self._context.doubt("manifest.bill_packages", value=number, facts=facts, mark=self._mark)

    def _containers(self) -> tuple[Container, ...]:
        """The containers of the document: its own, and those of the header that its goods are in."""
        boxes, header_boxes = self.goods.boxes, self.header_boxes
        if self._boxes is None and not header_boxes:
            return tuple(
                [
                    _container(number, packages=packages, goods_kg=goods_kg, line=line)
                    for number, packages, goods_kg, line in boxes.values()
                ]
            )
        own = self._boxes.containers() if self._boxes else {}
        found = []
        for key, (number, packages, goods_kg, line) in boxes.items():
            box = own.pop(key, None) or header_boxes.get(key)
            if box is None:
                found.append(_container(number, packages=packages, goods_kg=goods_kg, line=line))
            elif packages is None and goods_kg is None:
                found.append(box)
            else:
                found.append(replace(box, packages=packages, goods_kg=goods_kg or box.goods_kg))
        return (*found, *own.values())
