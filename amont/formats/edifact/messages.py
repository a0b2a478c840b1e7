"""One message of each kind that is applied: what reads its segments, and the pieces it gives."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from amont.formats.edifact.bills import Bills
from amont.formats.edifact.context import Context
from amont.formats.edifact.header import Header
from amont.formats.edifact.kinds import CONVEYANCE, DOCUMENTS, EVENTS, MANIFEST, Identity
from amont.formats.edifact.terminal import Terminal
from amont.formats.edifact.values import code
from amont.formats.manifest.events import Other
from amont.formats.manifest.numbers import container_number
from amont.formats.manifest.records import Begin, End, Function, Scope
from amont.formats.manifest.totals import Place, Total

Table = dict[str, Callable[[str], None]]
MAX_HEADER = 400_000  # segments before the first document
MAX_CONTAINERS = 200_000  # of one message that is only kept
CONTAINER = "CN"
MAX_DOCUMENT = 200_000  # segments of one document


class Readers(Table):
    """Tag -> what reads such a segment now. Service segments always stay."""

    def __init__(self, unknown: Callable[[str], None], service: Table) -> None:
        super().__init__(service)
        self._unknown, self._service = unknown, service

    def __missing__(self, tag: str) -> Callable[[str], None]:
        return self._unknown

    def switch(self, table: Table) -> None:
        """Read the segments that follow by this table."""
        self.clear()
        self.update(table)
        self.update(self._service)


class Message:
    """What all messages share. readers: what reads its segments now. out: pieces that are whole."""

    def __init__(self, context: Context, identity: Identity, readers: Readers, out: list[object]) -> None:
        self.context, self.identity, self.readers, self.out = context, identity, readers, out
        self.line = context.line

    def unknown(self, raw: str) -> None:
        """A tag that the readers do not have."""

    def check(self) -> None:
        """Raise when what is being read has no end."""

    def close(self) -> None:
        """The last part of the message is whole."""

    def end(self, segments: int) -> None:
        """The message is whole, and its end was looked at."""


class OtherMessage(Message):
    """A message that is counted and kept."""

    def __init__(self, context: Context, identity: Identity, readers: Readers, out: list[object]) -> None:
        super().__init__(context, identity, readers, out)
        self.containers: set[str] = set()
        self.readers.switch({"EQD": self.eqd})

    def eqd(self, raw: str) -> None:
        """A container is named, or other equipment."""
        elements = raw.split("+", 3)
        number = container_number(code(elements[2])) if len(elements) > 2 else ""
        if number and elements[1] == CONTAINER and len(self.containers) < MAX_CONTAINERS:
            self.containers.add(number)

    def end(self, segments: int) -> None:
        """See `Message`."""
        kind, version, reference, _ = self.identity
        self.out.append(
            Other(
                kind,
                version,
                reference,
                segments,
                frozenset(self.containers),
                self.context.taken(),
                self.line,
            )
        )


class HeadedMessage(Message):
    """A message with a voyage: `Begin` with what stands before its first part, `End` with all of it."""

    header: Header
    has_begun = False

    def begin(self) -> None:
        """The header was read; its parts follow."""
        self.has_begun = True
        kind, version, _, _ = self.identity
        self.out.append(Begin(kind, version, self.header.voyage(), self.context.taken()))

    def unknown(self, raw: str) -> None:
        """See `Message`."""
        self.context.once("edifact.segment_unknown", kind=raw[:3], value=raw)
        self.header.keep(raw)


class ConveyanceMessage(HeadedMessage):
    """CUSREP: a voyage without documents."""

    def __init__(self, context: Context, identity: Identity, readers: Readers, out: list[object]) -> None:
        super().__init__(context, identity, readers, out)
        self.header = Header(context, scope=Scope.VOYAGE)
        self.readers.switch(self.header.table)

    def end(self, segments: int) -> None:
        """See `Message`."""
        self.header.missing()
        self.begin()
        self.out.append(End(self.header.voyage(), self.context.taken()))


class CargoMessage(HeadedMessage):
    """CUSCAR, IFCSUM: a header and its documents. IFTMIN: one document."""

    def __init__(self, context: Context, identity: Identity, readers: Readers, out: list[object]) -> None:
        super().__init__(context, identity, readers, out)
        self.is_manifest = identity.kind == MANIFEST
        self.is_alone = identity.kind == "IFTMIN"
        scope = Scope.DOCUMENT if self.is_alone else Scope.VOYAGE
        self.header = Header(context, scope=scope)
        self.bills = Bills(context, out, table=readers, splits=self.is_manifest, is_voyage=self.is_manifest)
        own: Table = {"CNI": self.cni, "GID": self.goods_first}
        if self.is_alone:
            own = {"BGM": self.document}
        self.readers.switch(self.header.table | own)

    def _documents(self) -> None:
        """The header is whole: hand on what it says for all documents."""
        header, bills = self.header, self.bills
        bills.header_boxes = header.equipment.containers()
        bills.apart = header.equipment.apart
        bills.shared = header.equipment if self.is_manifest else None
        bills.nature_code, bills.takes_back = header.nature_code, header.takes_back
        if self.is_manifest:
            header.missing()
        self.begin()
        self.readers.switch(bills.readers() | {"CNT": self.cnt})

    def cni(self, raw: str) -> None:
        """A consignment."""
        self._documents()
        self.bills.cni(raw)

    def goods_first(self, raw: str) -> None:
        """Goods before any consignment."""
        self.context.once("edifact.misplaced", kind="GID", value=raw)
        self._documents()
        self.bills.gid(raw)

    def document(self, raw: str) -> None:
        """The document that the whole message is."""
        self.header.bgm(raw)
        self._documents()
        reference = self.header.value("reference")
        self.bills.alone(reference, self.header.document_code)
        self.readers["TDT"], self.readers["DTM"] = self.header.tdt, self.header.dtm

    def cnt(self, raw: str) -> None:
        """A total: of the document before its goods, of the message after them."""
        if self.bills.has_goods and not self.is_alone:
            self.header.cnt(raw)
        else:
            self.bills.draft.cnt(raw)

    def unknown(self, raw: str) -> None:
        """See `Message`."""
        if not self.bills.is_open:
            super().unknown(raw)
            return
        self.context.once("edifact.segment_unknown", kind=raw[:3], value=raw)
        self.bills.keep(raw)

    def check(self) -> None:
        """See `Message`."""
        if self.bills.is_open:
            self.context.refuse_beyond(self.context.number - self.bills.began_at, MAX_DOCUMENT)
        else:
            self.context.refuse_beyond(self.context.number, MAX_HEADER)

    def close(self) -> None:
        """See `Message`."""
        self.bills.close()

    def end(self, segments: int) -> None:
        """See `Message`."""
        if not self.has_begun:
            self._documents()
        voyage, tally = self.header.voyage(), self.bills.tally
        if self.is_manifest and not tally.whole.bills and voyage.function is not Function.CANCEL:
            self.context.once("manifest.no_bill")
        tally.add_containers(box.number for box in voyage.containers)
        findings = () if self.is_alone else tally.findings(voyage, places=self.header.places)
        self.out.append(End(voyage, (*findings, *self.context.taken())))


class EventMessage(HeadedMessage):
    """COARRI, CODECO, COPARN: events of containers."""

    def __init__(self, context: Context, identity: Identity, readers: Readers, out: list[object]) -> None:
        super().__init__(context, identity, readers, out)
        self.terminal = Terminal(context, out, kind=identity.kind)
        self.header = self.terminal.header
        self.readers.switch(self.terminal.header_table | {"EQD": self.eqd})

    def eqd(self, raw: str) -> None:
        """The first group."""
        self.begin()
        self.readers.switch(self.terminal.table)
        self.terminal.eqd(raw)

    def unknown(self, raw: str) -> None:
        """See `Message`."""
        self.context.once("edifact.segment_unknown", kind=raw[:3], value=raw)
        (self.terminal.keep if self.terminal.is_open else self.header.keep)(raw)

    def check(self) -> None:
        """See `Message`."""
        began = self.terminal.began_at if self.terminal.is_open else 0
        self.context.refuse_beyond(self.context.number - began, MAX_HEADER)

    def close(self) -> None:
        """See `Message`."""
        self.terminal.close()

    def end(self, segments: int) -> None:
        """See `Message`."""
        if not self.has_begun:
            self.begin()
        voyage = self.header.voyage()
        declared = voyage.declared.containers
        if declared is not None and declared != self.terminal.count:
            place = self.header.places.get("containers", Place("CNT"))
            total = Total("manifest.total_containers", Decimal(declared), Decimal(self.terminal.count))
            self.context.findings.append(total.finding(place))
        self.out.append(End(voyage, self.context.taken()))


def message_of(identity: Identity, context: Context, readers: Readers, out: list[object]) -> Message:
    """What reads the message of this kind."""
    if identity.kind == MANIFEST or identity.kind in DOCUMENTS:
        return CargoMessage(context, identity, readers, out)
    if identity.kind in EVENTS:
        return EventMessage(context, identity, readers, out)
    if identity.kind == CONVEYANCE:
        return ConveyanceMessage(context, identity, readers, out)
    return OtherMessage(context, identity, readers, out)
