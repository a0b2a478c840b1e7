"""COARRI, CODECO, COPARN: what happens to containers, one event for each EQD group.

Source: UN/EDIFACT D95B; ITIGG and SMDG guides for the codes of BGM in these messages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from amont.formats.edifact.context import Context, Kept
from amont.formats.edifact.equipment import CONTAINERS, FILLINGS
from amont.formats.edifact.header import Header
from amont.formats.edifact.measures import measure_of
from amont.formats.edifact.signs import plain
from amont.formats.edifact.values import code, joined, when
from amont.formats.manifest.checks import doubt_of_container
from amont.formats.manifest.events import ContainerEvent, EventKind
from amont.formats.manifest.records import Nature, Scope

_BY_DOCUMENT = {
    "44": EventKind.DISCHARGED, "98": EventKind.DISCHARGED,
    "46": EventKind.LOADED, "270": EventKind.LOADED,
    "34": EventKind.GATE_IN, "36": EventKind.GATE_OUT,
    "11": EventKind.AWAITED, "12": EventKind.RELEASED, "126": EventKind.AWAITED,
    "27": EventKind.ANNOUNCED, "96": EventKind.ANNOUNCED,
}  # fmt: skip
_NATURES = {"2": Nature.EXPORT, "3": Nature.IMPORT, "6": Nature.TRANSHIPMENT}
_HOURS = ("203", "7", "181", "201", "200", "132", "137")  # of a group, the surest first
_BILLS, _BOOKINGS = frozenset({"BM", "BH"}), frozenset({"BN"})
_GROSS, _GROSS_ALSO, _TARE = ("G", "VGM", "AET"), "EGW", "T"
_DAMAGE = "DAR"
_HERE = ("165", "164")  # where it happens, as the terminal says


class Terminal:
    """The events of one message; those that are whole go to `out`. began_at: segment of the one at hand."""

    def __init__(self, context: Context, out: list[object], *, kind: str) -> None:
        self.context, self._out, self.kind = context, out, kind
        self.header = Header(context, scope=Scope.VOYAGE)
        self.count = 0
        self._said: dict[str, Any] | None = None
        self._kept = Kept()
        self._hours: dict[str, datetime] = {}
        self._shared: dict[str, Any] | None = None
        self._terminal = self._place = ""
        self.began_at = 0
        self.header_table: dict[str, Callable[[str], None]] = self.header.table | {
            "EQD": self.eqd, "LOC": self.header_loc, "CNT": self.cnt, "GID": self.goods,
        }  # fmt: skip
        self.header_table |= dict.fromkeys(("TMD", "TSR", "HAN", "PIA", "SGP", "DGS"), self.goods)
        self.table: dict[str, Callable[[str], None]] = {
            "EQD": self.eqd, "RFF": self.rff, "DTM": self.dtm, "LOC": self.loc, "MEA": self.mea,
            "SEL": self.sel, "FTX": self.ftx, "DAM": self.dam, "CNT": self.cnt,
        }  # fmt: skip
        self.table |= dict.fromkeys(
            ("TMD", "TDT", "NAD", "DIM", "TMP", "RNG", "DGS", "EQA", "PIA", "COD", "EQN", "TSR", "CTA", "MOA",
             "GOR", "COM", "HAN"),
            self.keep,
        )  # fmt: skip

    @property
    def is_open(self) -> bool:
        """A group is being read."""
        return self._said is not None

    def goods(self, raw: str) -> None:
        """Goods of an order: kept with the message."""
        self.header.keep(raw)

    def header_loc(self, raw: str) -> None:
        """A port of the voyage, with its terminal."""
        elements = raw.split("+") + ["", ""]
        self._terminal = self._terminal or _terminal(elements)
        if code(elements[1]) in _HERE:
            self._place = code(elements[2])
        self.header.loc(raw)

    def keep(self, raw: str) -> None:
        """A segment of the group that no field names."""
        self._kept.keep(raw)

    def eqd(self, raw: str) -> None:
        """A new container."""
        self.close()
        elements = raw.split("+") + [""] * 7
        number = plain(elements[2].partition(":")[0])
        self._kept, self._hours = Kept(), {}
        self._said = said = {"container": number, "line": self.context.line}
        self.began_at = self.context.number
        self.count += 1
        if code(elements[1]).upper() not in CONTAINERS:
            self._kept.keep(raw)
        elif number and (doubt := doubt_of_container(number)):
            self.context.doubt(doubt.code, value=number, element=2, component=1, facts=doubt.facts)
        elif not number and self.kind != "COPARN":
            self.context.once("edifact.container_missing", value=raw)
        said["type_code"] = code(elements[3])
        if nature := _NATURES.get(code(elements[5])):
            said["nature"] = nature
        if filling := FILLINGS.get(code(elements[6])):
            said["filling"] = filling

    def rff(self, raw: str) -> None:
        """The bill, the booking."""
        qualifier, _, value = raw[4:].partition("+")[0].partition(":")
        field = "bill" if qualifier in _BILLS else "booking" if qualifier in _BOOKINGS else ""
        if field and field not in self._open:
            self._open[field] = code(value)
        else:
            self.keep(raw)

    @property
    def _open(self) -> dict[str, Any]:
        return self._said if self._said is not None else {}

    def dtm(self, raw: str) -> None:
        """An hour of the group."""
        qualifier, text, shape = [*raw[4:].partition("+")[0].split(":"), "", ""][:3]
        found = when(text, shape)
        if found is None:
            if text.strip():
                self.context.doubt("edifact.day_unreadable", value=text, element=1, component=2)
        elif found.at and qualifier not in self._hours:
            self._hours[qualifier] = found.at
        else:
            self.keep(raw)

    def loc(self, raw: str) -> None:
        """A port; the terminal and the place where it happens."""
        elements = raw.split("+") + ["", ""]
        qualifier, place, said = code(elements[1]), code(elements[2]), self._open
        if qualifier in _HERE and "place" not in said:
            said["place"] = place
            said["terminal"] = _terminal(elements)
        elif qualifier == "9" and "loading" not in said:
            said["loading"] = place
        elif qualifier == "11" and "unloading" not in said:
            said["unloading"] = place
        else:
            self.keep(raw)

    def mea(self, raw: str) -> None:
        """A mass: of box and goods, or of the empty box."""
        measure, said = measure_of(raw.split("+"), self.context), self._open
        if measure is None or measure.kilograms is None:
            self.keep(raw)
        elif measure.kind in _GROSS or (measure.kind == _GROSS_ALSO and "gross_kg" not in said):
            said["gross_kg"] = measure.kilograms
        elif measure.kind == _TARE and "tare_kg" not in said:
            said["tare_kg"] = measure.kilograms
        else:
            self.keep(raw)

    def sel(self, raw: str) -> None:
        """A seal."""
        seal = plain(raw[4:].partition("+")[0].partition(":")[0])
        if seal:
            self._open["seals"] = (*self._open.get("seals", ()), seal)

    def ftx(self, raw: str) -> None:
        """Words on the goods, or on damage."""
        elements = raw.split("+", 5)
        text = joined(elements[4]) if len(elements) > 4 else ""
        qualifier, said = elements[1] if len(elements) > 1 else "", self._open
        if qualifier == "AAA" and text:
            said["description"] = f"{said.get('description', '')} {text}".strip()
        elif qualifier == _DAMAGE and text and not text.startswith("OK "):
            self._damage(text)
        else:
            self.keep(raw)

    def dam(self, raw: str) -> None:
        """Damage: its kind, where, how grave."""
        words = [
            plain(":".join(parts[3:4])) or plain(parts[0])
            for parts in (element.split(":") for element in raw.split("+")[2:])
        ]
        self._damage(" ".join(word for word in words if word))

    def _damage(self, text: str) -> None:
        said = self._open
        said["damage"] = f"{said['damage']}; {text}" if said.get("damage") else text

    def cnt(self, raw: str) -> None:
        """A declared total of the message."""
        self.close()
        self.header.cnt(raw)

    def _kind_of_event(self) -> EventKind:
        """By the document; COARRI without a usual one by the port that its heading names."""
        found = _BY_DOCUMENT.get(self.header.document_code, EventKind.UNKNOWN)
        if found is EventKind.UNKNOWN and self.kind == "COARRI":
            nature = self._open.get("nature")
            if nature is Nature.IMPORT:
                found = EventKind.DISCHARGED
            elif nature is Nature.EXPORT:
                found = EventKind.LOADED
        if found is EventKind.UNKNOWN:
            self.context.once("edifact.event_unknown", kind=self.header.document_code or "–")
        return found

    def _voyage(self) -> dict[str, Any]:
        """What all events of the message share."""
        if self._shared is None:
            voyage = self.header.voyage()
            transport = voyage.transport
            self._shared = {
                "voyage": voyage.voyage, "vessel": transport.name, "imo": transport.imo,
                "call_sign": transport.call_sign, "carrier": transport.carrier.code or transport.carrier.name,
                "reference": voyage.reference, "place": self._place or voyage.destination or voyage.departure,
                "terminal": self._terminal,
            }  # fmt: skip
        return self._shared

    def close(self) -> None:
        """The group at hand is whole."""
        if self._said is None:
            return
        event_kind = self._kind_of_event()
        said = self._voyage() | {name: value for name, value in self._said.items() if value not in ("", None)}
        at = next((self._hours[name] for name in _HOURS if name in self._hours), None)
        event = ContainerEvent(
            kind=event_kind,
            at=at,
            extras=self._kept.values,
            findings=self.context.taken(),
            **({"container": ""} | said),
        )
        self._out.append(_placed(event))
        self._said = None


def _placed(event: ContainerEvent) -> ContainerEvent:
    """The port of a discharge or a loading that only its own LOC names."""
    if event.place:
        return event
    return replace(event, place=event.unloading if event.kind is EventKind.DISCHARGED else event.loading)


def _terminal(elements: list[str]) -> str:
    return code(elements[3]) if len(elements) > 3 else ""
