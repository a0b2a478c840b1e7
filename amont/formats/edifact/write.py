"""CUSCAR D95B from records: what a carrier would send. Reading it gives equal records.

What D95B has no place for is not written: tonnages, the origin of goods, the kind of package of a whole
document, dangerous goods and places of containers. A chassis that no text names is written among the marks.
Source: UN/EDIFACT D95B, CUSCAR.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from amont.formats.edifact.envelope import Interchange
from amont.formats.edifact.errors import Unwritable
from amont.formats.edifact.qualifiers import BILL_NUMBERS
from amont.formats.edifact.sheet import Sheet, moment, number, segments_kept, wrapped
from amont.formats.edifact.write_goods import put_goods
from amont.formats.manifest.numbers import container_number
from amont.formats.manifest.records import (
    Amount,
    Bill,
    Container,
    Filling,
    Function,
    Party,
    Transport,
    Voyage,
)

_FUNCTIONS = {Function.ORIGINAL: "9", Function.REPLACE: "5", Function.CHANGE: "4", Function.CANCEL: "1"}
_FILLINGS = {Filling.FULL: "5", Filling.EMPTY: "4", Filling.SHARED: "7", Filling.PART: "3"}
_OVERLAND = frozenset({"2", "3", "4"})
_LAST = ("NAD", "CTA", "COM", "TDT")  # kept segments that stand behind the others
_LATER = ("NAD", "FTX", "TDT", "LOC", "GIS", "CNT")  # kept segments that stand behind the references
_NAME, _STREETS = 35, 3


def write_cuscar(voyage: Voyage, bills: Iterable[Bill], *, envelope: Interchange, number: str = "1") -> bytes:
    """One interchange with one manifest. number: of the message. Raises Unwritable."""
    every, sheet = list(bills), Sheet()
    sheet.begin("CUSCAR", "D95B", number)
    sheet.put("BGM", "85", voyage.reference, _function(voyage, every))
    _put_heading(sheet, voyage)
    for box in _boxes(voyage, every):
        _put_box(sheet, box)
    for kept in segments_kept(voyage.extras).values():
        if kept.startswith("EQD"):
            sheet.put_as_is(kept)
    _put_totals(sheet, voyage)
    last = ("", "")
    for bill in every:
        document = next(
            (kept for place, kept in segments_kept(bill.extras).items() if place.startswith("CNI")), ""
        )
        if not document or (bill.number_in_voyage, document) != last:
            _put_consignment(sheet, bill, document)
        last = bill.number_in_voyage, document
        _put_bill(sheet, bill)
    sheet.end()
    return sheet.whole(envelope)


def _function(voyage: Voyage, bills: Sequence[Bill]) -> str:
    taken_back = {bill.is_cancelled for bill in bills}
    if taken_back == {True} and voyage.function is Function.CHANGE:
        return "3"
    if True in taken_back:
        raise Unwritable(path="BGM", value=voyage.function.value)
    return _FUNCTIONS[voyage.function]


def _put_heading(sheet: Sheet, voyage: Voyage) -> None:
    transport = voyage.transport
    if voyage.written_at:
        sheet.put("DTM", moment("137", voyage.written_at))
    identity, references = _identity(transport)
    references |= {"ACW": voyage.previous, "MB": voyage.master}
    for qualifier, reference in references.items():
        if reference:
            sheet.put("RFF", (qualifier, reference))
    kept = [text for text in segments_kept(voyage.extras).values() if not text.startswith("EQD")]
    _put_kept(sheet, (text for text in kept if not text.startswith(_LATER)))
    master = Party(name=transport.master_name)
    for qualifier, party in (
        ("MS", voyage.sender), ("CA", transport.carrier), ("CG", transport.agent), ("DR", master),
    ):  # fmt: skip
        put_party(sheet, qualifier, party)
    _put_kept(sheet, (text for text in kept if text.startswith("NAD")))
    _put_kept(sheet, (text for text in kept if text.startswith("FTX")))
    carrier = (transport.carrier.code, "172", "20")
    sheet.put("TDT", "20", voyage.voyage, transport.mode, "", carrier, "", "", identity)
    for qualifier, place in (("22", voyage.office), ("5", voyage.departure), ("60", voyage.destination)):
        if place:
            sheet.put("LOC", qualifier, place)
    for place in voyage.calls:
        sheet.put("LOC", "153", place)
    arrives = voyage.arrives_at or voyage.arrives_on
    for qualifier, when in (("133", voyage.departed_on), ("132", arrives), ("96", voyage.discharged_on)):
        if when:
            sheet.put("DTM", moment(qualifier, when))
    _put_kept(sheet, (text for text in kept if text.startswith(("LOC", "TDT", "GIS", "CNT"))))


def _put_kept(sheet: Sheet, kept: Iterable[str]) -> None:
    for text in kept:
        sheet.put_as_is(text)


def _identity(transport: Transport) -> tuple[tuple[str, ...], dict[str, str]]:
    """The element of TDT that names the means, and the numbers that it has no place for."""
    if transport.mode in _OVERLAND:
        element = (transport.registration, "", "", transport.name, transport.nationality)
        return element, {"VM": transport.call_sign}
    if transport.imo:
        element = (transport.imo, "146", "11", transport.name, transport.nationality)
        return element, {"VM": transport.call_sign, "ABZ": transport.registration}
    element = (
        transport.call_sign,
        "103" if transport.call_sign else "",
        "",
        transport.name,
        transport.nationality,
    )
    return element, {"ABZ": transport.registration}


def _boxes(voyage: Voyage, bills: Sequence[Bill]) -> list[Container]:
    """Every container once: those of the voyage, then those of which a document says more than a number."""
    found = {container_number(box.number): box for box in voyage.containers}
    for bill in bills:
        for box in bill.containers:
            told = (box.kind, box.filling, box.gross_kg, box.tare_kg, box.goods_kg, box.seals, box.celsius)
            if any(value not in ("", None, ()) for value in told):
                found.setdefault(container_number(box.number), box)
    return list(found.values())


def _put_box(sheet: Sheet, box: Container) -> None:
    size = (box.kind, "102", "5") if box.kind else ""
    sheet.put("EQD", "CN", box.number, size, "", "", _FILLINGS.get(box.filling, ""))
    for kind, mass in (("G", box.gross_kg), ("T", box.tare_kg), ("AAL", box.goods_kg)):
        if mass is not None:
            sheet.put("MEA", "AAE", kind, ("KGM", number(mass)))
    for seal in box.seals:
        sheet.put("SEL", seal)
    if box.celsius is not None:
        sheet.put("TMP", "2", (number(box.celsius), "CEL"))


def _put_totals(sheet: Sheet, voyage: Voyage) -> None:
    declared = voyage.declared
    for qualifier, count in (("16", declared.containers), ("10", declared.bills)):
        if count is not None:
            sheet.put("CNT", (qualifier, str(count)))
    if declared.packages is not None:
        sheet.put("CNT", ("11", number(declared.packages)))
    if declared.gross_kg is not None:
        sheet.put("CNT", ("7", number(declared.gross_kg), "KGM"))


def _put_consignment(sheet: Sheet, bill: Bill, document: str) -> None:
    if document:
        sheet.put_as_is(document)
    else:
        kind = "" if bill.kind in BILL_NUMBERS else bill.kind
        sheet.put("CNI", bill.number_in_voyage, (bill.number, kind))


def _put_bill(sheet: Sheet, bill: Bill) -> None:
    if bill.number:
        qualifier = bill.kind if bill.kind in BILL_NUMBERS else "BM" if bill.kind else "AAA"
        sheet.put("RFF", (qualifier, bill.number))
    for qualifier, reference in (("MB", bill.master), ("UCN", bill.unique_reference)):
        if reference:
            sheet.put("RFF", (qualifier, reference))
    _put_bill_totals(sheet, bill)
    for qualifier, amount in (("64", bill.freight), ("40", bill.customs_value), ("67", bill.insurance)):
        if amount is not None:
            sheet.put("MOA", _amount(qualifier, amount))
    places = {
        "9": bill.loading, "11": bill.unloading, "76": bill.origin_port, "7": bill.delivery,
        "8": bill.destination, "14": bill.location,
    }  # fmt: skip
    for qualifier, place in (*places.items(), *(("13", place) for place in bill.transhipments)):
        if place:
            sheet.put("LOC", qualifier, place)
    if bill.nature_code:
        sheet.put("GIS", bill.nature_code)
    if bill.freight_terms:
        sheet.put("CPI", "4", "", bill.freight_terms)
    kept = [
        text for place, text in segments_kept(bill.extras).items() if not place.startswith(("CNI", "GID["))
    ]
    _put_kept(sheet, (text for text in kept if not text.startswith(_LAST)))
    parties = {
        "CZ": bill.shipper, "CN": bill.consignee, "NI": bill.notify,
        "CA": bill.carrier, "CG": bill.agent,
    }  # fmt: skip
    for qualifier, party in parties.items():
        put_party(sheet, qualifier, party)
    _put_kept(sheet, (text for text in kept if text.startswith(_LAST)))
    put_goods(sheet, bill)


def _put_bill_totals(sheet: Sheet, bill: Bill) -> None:
    if bill.packages is not None:
        sheet.put("CNT", ("11", number(bill.packages)))
    if bill.gross_kg is not None:
        sheet.put("CNT", ("7", number(bill.gross_kg), "KGM"))
    if bill.volume_m3 is not None:
        sheet.put("CNT", ("15", number(bill.volume_m3), "MTQ"))
    if bill.container_count is not None:
        sheet.put("CNT", ("16", str(bill.container_count)))


def _amount(qualifier: str, amount: Amount) -> tuple[str, ...]:
    return qualifier, number(amount.value), amount.currency


def put_party(sheet: Sheet, qualifier: str, party: Party) -> None:
    """A NAD segment. Without an address the name is one component, so that none of it is read as one."""
    if party == Party():
        return
    streets = wrapped(party.address, _NAME)
    city = " ".join(streets[_STREETS:])
    name = tuple(wrapped(party.name, _NAME)) if streets else (party.name,)
    sheet.put("NAD", qualifier, party.code, "", name, tuple(streets[:_STREETS]), city, "", "", party.country)
