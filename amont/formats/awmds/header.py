"""What a General_segment or a Master_bol says: the voyage."""

from __future__ import annotations

from amont.formats.awmds.blocks import Block
from amont.formats.awmds.fields import GENERAL, KEPT_OF_GENERAL, written_name
from amont.formats.awmds.values import Values
from amont.formats.manifest.records import Declared, Scope, Transport, Voyage
from amont.formats.manifest.totals import Place

SCOPES = {"Awmds": Scope.VOYAGE, "Awbolds": Scope.MASTER, "Awmcds": Scope.COLOADER}
KEY = ("office", "voyage", "departed_on")
TOTALS = ("bills", "packages", "containers", "gross_kg")
PATHS = {
    **{name: f"General_segment/General_segment_id/{written_name(GENERAL, name)}" for name in KEY},
    **{name: f"General_segment/Totals_segment/{written_name(GENERAL, name)}" for name in TOTALS},
    "master": "Master_bol/Reference_number",
    "registration": "General_segment/Transport_information/Registration_number_of_transport_code",
}


def voyage_of(values: Values, kind: str) -> Voyage:
    """values: of the header so far. kind: name of the root."""
    code, text = values.block.code, values.block.text
    arrives_on = values.day("arrives_on")
    return Voyage(
        scope=SCOPES[kind],
        office=code("office"),
        voyage=code("voyage"),
        departed_on=values.day("departed_on"),
        arrives_on=arrives_on,
        arrives_at=values.instant(arrives_on, "arrives_time"),
        discharged_on=values.day("discharged_on"),
        departure=code("departure").upper(),
        destination=code("destination").upper(),
        transport=_transport(values),
        master=code("master"),
        net_tonnage=values.number("net_tonnage"),
        gross_tonnage=values.number("gross_tonnage"),
        declared=Declared(
            values.count("bills"),
            values.number("packages"),
            values.count("containers"),
            values.number("gross_kg"),
        ),
        extras={
            **values.block.extras,
            **{path: text(fact) for fact, path in KEPT_OF_GENERAL.items() if text(fact)},
        },
        line=values.block.line,
    )


def _transport(values: Values) -> Transport:
    code, text = values.block.code, values.block.text
    return Transport(
        mode=_mode(code("mode")),
        name=text("means"),
        imo=_imo(code("registration")),
        nationality=code("nationality").upper(),
        registration=code("registration"),
        master_name=text("captain"),
        carrier=values.party("carrier"),
        agent=values.party("agent"),
    )


def places_of(header: Block) -> dict[str, Place]:
    """Where the totals are declared."""
    return {name: Place(PATHS[name], header.text(name), header.line) for name in TOTALS}


def _mode(text: str) -> str:
    """Recommendation 19 by its first figure: 10 is the sea, 31 the road."""
    return text.lstrip("0")[:1] if text.isascii() and text.isdigit() else text


def _imo(registration: str) -> str:
    digits = registration.upper().removeprefix("IMO").strip(" :.")
    return digits if len(digits) == 7 and digits.isascii() and digits.isdigit() else ""
