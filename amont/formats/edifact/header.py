"""What a message says of its voyage, outside its documents: BGM, DTM, RFF, NAD, TDT, LOC, CNT, EQD.

Source: UN/EDIFACT D95B to D03B, CUSCAR and CUSREP; code lists 1225, 2005, 3035, 3227, 6069.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from amont.formats.edifact.context import Context, Kept
from amont.formats.edifact.equipment import Equipment
from amont.formats.edifact.measures import number_in
from amont.formats.edifact.parties import merged, party_of
from amont.formats.edifact.qualifiers import (
    CALLS,
    DAYS,
    DAYS_OF_PORTS,
    FUNCTIONS,
    NATURES,
    PORTS,
    REFERENCES,
    TAKES_BACK,
    TONNAGES,
    TOTALS,
    VOYAGE_ROLES,
)
from amont.formats.edifact.transport import is_main, transport_of
from amont.formats.edifact.values import When, code, hour, when
from amont.formats.manifest.measures import KILOGRAMS
from amont.formats.manifest.records import (
    Declared,
    Function,
    Party,
    Scope,
    Transport,
    Voyage,
)
from amont.formats.manifest.totals import Place
from amont.kernel.findings import Severity

_FAR = 10  # rank of what is said of another port


class Header:
    """The voyage in the making. Where two segments say one thing, the surer kind counts, the other is kept.

    document_code: of BGM. takes_back: the message takes back what it lists. places: where totals are
    declared.
    """

    def __init__(self, context: Context, *, scope: Scope) -> None:
        self.context, self.scope = context, scope
        self.kept = Kept()
        self.equipment = Equipment(context, self.kept)
        self.document_code = self.function_code = ""
        self.takes_back = False
        self.nature_code = ""
        self.places: dict[str, Place] = {}
        self.transport = Transport()
        self._found: dict[str, tuple[int, Any, str]] = {}
        self._parties: dict[str, Party] = {}
        self._calls: list[str] = []
        self._port = ""
        self._line: int | None = None
        self.table: dict[str, Callable[[str], None]] = {
            "BGM": self.bgm, "DTM": self.dtm, "RFF": self.rff, "NAD": self.nad, "TDT": self.tdt,
            "LOC": self.loc, "GIS": self.gis, "CNT": self.cnt, "MEA": self.mea, "EQD": self.equipment.eqd,
        }  # fmt: skip
        self.table |= dict.fromkeys(("SEL", "TSR", "TMP", "DGS", "RNG", "DIM"), self.of_equipment)
        self.table |= dict.fromkeys(("FTX", "QTY", "CTA", "COM", "AUT", "DOC", "TPL", "EQN"), self.keep)

    def keep(self, raw: str) -> None:
        """A segment that no field names."""
        self.kept.keep(raw)

    def _rank(self, name: str, rank: int, value: Any, raw: str) -> None:
        """Set a field, unless what stands there is of a surer kind; what does not count is kept."""
        known = self._found.get(name)
        if known is None:
            self._found[name] = rank, value, raw
        elif rank < known[0]:
            self._found[name] = rank, value, raw
            self.kept.keep(known[2])
        elif value != known[1]:
            self.kept.keep(raw)

    def value(self, name: str, default: Any = "") -> Any:
        """What was found, or the default."""
        known = self._found.get(name)
        return default if known is None else known[1]

    def bgm(self, raw: str) -> None:
        """Kind of document, number, function."""
        elements = raw.split("+") + ["", "", ""]
        self.document_code = code(elements[1])
        self._line = self.context.line
        self._rank("reference", 0, code(elements[2]), raw)
        self.function_code = function = code(elements[3])
        if function not in FUNCTIONS:
            self.context.doubt("edifact.function_unknown", value=function, element=3)
        self.takes_back = function == TAKES_BACK

    def dtm(self, raw: str) -> None:
        """A day or an hour."""
        qualifier, text, shape = [*raw[4:].split("+")[0].split(":"), "", ""][:3]
        target = DAYS.get(qualifier)
        if target is None:
            self.keep(raw)
            return
        name, rank = target
        if shape in ("401", "402"):
            self._rank(f"{name} hour", rank, hour(text), raw)
            return
        found = when(text, shape)
        if found is None:
            if text.strip():
                self.context.doubt("edifact.day_unreadable", value=text, element=1, component=2)
            return
        if name == "written" and found.hour is None:
            self.keep(raw)  # a day is no hour: none is made up
            return
        ports = DAYS_OF_PORTS.get(name)
        self._rank(name, rank + (_FAR if ports and self._port not in ports else 0), found, raw)

    def rff(self, raw: str) -> None:
        """A reference."""
        parts = raw[4:].partition("+")[0].split(":")
        target = REFERENCES.get(parts[0])
        if target and len(parts) > 1 and parts[1]:
            self._rank(target[0], target[1], code(parts[1]), raw)
        else:
            self.keep(raw)

    def nad(self, raw: str) -> None:
        """A party of the voyage."""
        elements = raw.split("+")
        role = VOYAGE_ROLES.get(code(elements[1]) if len(elements) > 1 else "")
        if role is None or role in self._parties or self.equipment.is_open:
            self.keep(raw)
        else:
            self._parties[role] = party_of(elements)

    def tdt(self, raw: str) -> None:
        """What carries; the first main carriage counts."""
        self.equipment.close()
        elements = raw.split("+")
        self._port = ""
        if self.transport != Transport() or not is_main(elements):
            self.keep(raw)
            return
        self.transport = transport_of(elements, self.context)
        voyage = code(elements[2]) if len(elements) > 2 else ""
        if voyage:
            self._rank("voyage", 0, voyage, raw)

    def loc(self, raw: str) -> None:
        """A port, an office, a call."""
        if self.equipment.is_open:
            self.of_equipment(raw)
            return
        elements = raw.split("+")
        place = code(elements[2]) if len(elements) > 2 else ""
        if len(elements) > 2 and not place:
            place = code(":".join(elements[2].split(":")[3:4]))
        qualifier = code(elements[1]) if len(elements) > 1 else ""
        self._port = qualifier
        if not place:
            self.context.once("edifact.place_missing", kind=qualifier, value=raw)
        elif qualifier in PORTS:
            name, rank = PORTS[qualifier]
            self._rank(name, rank, place, raw)
        elif qualifier in CALLS:
            self._calls.append(place)
        else:
            self.keep(raw)

    def gis(self, raw: str) -> None:
        """The nature of all documents that do not say their own."""
        found = code(raw[4:].partition("+")[0])
        if found in NATURES and not self.nature_code and not self.equipment.is_open:
            self.nature_code = found
        else:
            self.keep(raw)

    def cnt(self, raw: str) -> None:
        """A declared total."""
        self.equipment.close()
        qualifier, text, unit = [*raw[4:].partition("+")[0].split(":"), "", "", ""][:3]
        name, rank = TOTALS.get(qualifier, ("", 0))
        value = number_in(text, self.context, element=1, component=2) if name else None
        if value is None or (name in ("bills", "containers") and value != value.to_integral_value()):
            self.keep(raw)
            return
        if name == "gross_kg":
            value *= KILOGRAMS.get(unit.upper(), Decimal(1))
        self._rank(name, rank, value, raw)
        if self._found[name][2] == raw:
            self.places[name] = self.context.place(text)

    def mea(self, raw: str) -> None:
        """A measure of equipment, or the tonnage of the ship."""
        if self.equipment.is_open:
            if not self.equipment.take(raw):
                self.keep(raw)
            return
        elements = raw.split("+") + ["", "", ""]
        name = TONNAGES.get(code(elements[2]))
        value = (
            number_in(elements[3].partition(":")[2], self.context, element=3, component=2) if name else None
        )
        if name and value is not None:
            self._rank(name, 0, value, raw)
        else:
            self.keep(raw)

    def of_equipment(self, raw: str) -> None:
        """A segment that only says something of equipment."""
        if not self.equipment.take(raw):
            self.keep(raw)

    def _instant(self, name: str) -> tuple[When | None, datetime | None]:
        found: When | None = self.value(name, None)
        if found and found.hour is None and (apart := self.value(f"{name} hour", None)):
            found = When(found.day, apart)
        return found, found.at if found else None

    def function(self) -> Function:
        """What the sender wants done."""
        return FUNCTIONS.get(self.function_code, Function.ORIGINAL)

    def voyage(self) -> Voyage:
        """The voyage as far as it was read."""
        arrives, arrives_at = self._instant("arrives")
        departs, discharged = self.value("departs", None), self.value("discharged", None)
        bills, containers = self.value("bills", None), self.value("containers", None)
        return Voyage(
            scope=Scope.MASTER if self.value("master") and self.scope is Scope.VOYAGE else self.scope,
            function=self.function(),
            reference=self.value("reference"),
            previous=self.value("previous"),
            office=self.value("office"),
            voyage=self.value("voyage"),
            departed_on=departs.day if departs else None,
            arrives_at=arrives_at,
            arrives_on=arrives.day if arrives else None,
            discharged_on=discharged.day if discharged else None,
            written_at=self._instant("written")[1],
            departure=self.value("departure"),
            destination=self.value("destination"),
            calls=tuple(self._calls),
            transport=self._transport(),
            sender=self._parties.get("sender", Party()),
            master=self.value("master"),
            net_tonnage=self.value("net_tonnage", None),
            gross_tonnage=self.value("gross_tonnage", None),
            declared=Declared(
                None if bills is None else int(bills),
                self.value("packages", None),
                None if containers is None else int(containers),
                self.value("gross_kg", None),
            ),
            containers=tuple(self.equipment.containers().values()),
            extras=dict(self.kept.values),
            line=self._line,
        )

    def _transport(self) -> Transport:
        found = self.transport
        return Transport(
            mode=found.mode,
            name=found.name,
            imo=found.imo,
            call_sign=found.call_sign or self.value("call_sign"),
            nationality=found.nationality,
            registration=found.registration or self.value("registration"),
            master_name=self._parties.get("master", Party()).name,
            carrier=merged(self._parties.get("carrier", Party()), other=found.carrier),
            agent=self._parties.get("agent", Party()),
        )

    def missing(self) -> None:
        """Notice what the key of a voyage lacks."""
        if not self.value("voyage"):
            self.context.once("manifest.voyage_missing", Severity.HOLD)
        if not (self.value("destination") or self.value("office")):
            self.context.once("manifest.port_missing", Severity.HOLD)
        if not (self.value("arrives", None) or self.value("departs", None)):
            self.context.once("manifest.days_missing", Severity.HOLD)
