"""Records of a message to columns of rows, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any

from amont.formats.manifest.json import plain
from amont.formats.manifest.numbers import container_number
from amont.formats.manifest.records import Bill, Container, Voyage
from amont.formats.manifest.totals import of_bill
from amont.kernel.findings import clip

NUMBER, PLACE, CODE, NAME, WORDS = 60, 17, 40, 200, 500
GREATEST = 2**31 - 1  # of a whole number in a column
OF_PLACE = ("place", "number_in_voyage")  # where a document stands in its message is no content of it


@dataclass(frozen=True, slots=True)
class Key:
    """The natural key of a manifest. missing: what of it the message does not say."""

    office: str
    voyage: str
    departed_on: date
    missing: tuple[str, ...] = ()


def key_of(voyage: Voyage, *, office: str, today: date) -> Key:
    """Office, voyage and day, as said; else the nearest that is known, and said to be missing.

    office: that the sender chose for the file. today: day of the reception.
    """
    written = voyage.written_at.date() if voyage.written_at else None
    arrives = voyage.arrives_on or (voyage.arrives_at.date() if voyage.arrives_at else None)
    day = voyage.departed_on or arrives
    said = {"office": voyage.office, "voyage": voyage.voyage or voyage.master, "departed_on": day}
    return Key(
        cut(voyage.office or office or voyage.destination, PLACE),
        cut(voyage.voyage or voyage.master or voyage.transport.name or voyage.reference or "?", 35),
        day or written or today,
        tuple(name for name, value in said.items() if not value and not (name == "office" and office)),
    )


def expected(voyage: Voyage) -> datetime | None:
    """When it is expected: the sender's own hour, noon of the day where he says no hour."""
    if voyage.arrives_at is not None:
        return voyage.arrives_at.replace(tzinfo=UTC)
    return datetime.combine(voyage.arrives_on, time(12), UTC) if voyage.arrives_on else None


def header(voyage: Voyage) -> dict[str, Any]:
    """The columns of a manifest that its message says."""
    transport = voyage.transport
    return {
        "mode": cut(transport.mode, 3),
        "vessel": cut(transport.name, 80),
        "imo": cut(transport.imo, 10),
        "call_sign": cut(transport.call_sign, PLACE),
        "nationality": cut(transport.nationality, 3),
        "carrier": cut(transport.carrier.name, 120),
        "carrier_code": cut(transport.carrier.code, CODE),
        "agent": cut(transport.agent.name or voyage.sender.name, 120),
        "departure": cut(voyage.departure, PLACE),
        "destination": cut(voyage.destination, PLACE),
        "expected_at": expected(voyage),
    }


def content_of(bill: Bill) -> tuple[dict[str, Any], str]:
    """All that was read of a bill, and its fingerprint."""
    text = _without_zero(json.dumps(plain(bill), ensure_ascii=False, sort_keys=True))
    content = json.loads(text)
    compared = {name: value for name, value in content.items() if name not in OF_PLACE}
    return content, sha256(json.dumps(compared, sort_keys=True).encode()).hexdigest()


def columns(bill: Bill) -> dict[str, Any]:
    """The columns of a bill that lists, rights and searches need."""
    totals = of_bill(bill)
    goods = bill.goods
    return {
        "place": min(max(bill.place, 0), GREATEST),
        "nature": bill.nature.value or cut(bill.nature_code, 3),
        "kind": cut(bill.kind, PLACE),
        "shipper": cut(bill.shipper.name, NAME),
        "consignee": cut(bill.consignee.name, NAME),
        "consignee_code": cut(bill.consignee.code, CODE),
        "notify": cut(bill.notify.name, NAME),
        "loading": cut(bill.loading or bill.origin_port, PLACE),
        "unloading": cut(bill.unloading or bill.delivery, PLACE),
        "destination": cut(bill.destination or bill.delivery, PLACE),
        "description": cut(" · ".join(one.description for one in goods if one.description), WORDS),
        "hs_code": cut(next((one.hs_code for one in goods if one.hs_code), ""), 20),
        "package_kind": cut(
            bill.package_kind or next((one.package_kind for one in goods if one.package_kind), ""), PLACE
        ),
        "packages": totals.packages,
        "gross_kg": totals.gross_kg,
        "box_count": len({container_number(box.number) for box in bill.containers}),
    }


def box_columns(box: Container) -> dict[str, Any]:
    """The columns of a container of a bill."""
    return {
        "kind": cut(box.kind, 10),
        "filling": box.filling.value,
        "packages": box.packages,
        "goods_kg": box.goods_kg,
        "gross_kg": box.gross_kg,
        "tare_kg": box.tare_kg,
        "seals": [cut(seal, CODE) for seal in box.seals if seal][:20],
    }


def named(number: str, length: int = NUMBER) -> str:
    """A number of a document as it is compared: capitals, no blanks at its ends."""
    return cut(number.upper(), length)


def cut(text: str, length: int) -> str:
    """A received text as a column keeps it: one line, no sign that cannot be shown."""
    return clip(text, length) if text else ""


def declared(voyage: Voyage) -> Mapping[str, Any]:
    """The totals that a message says of itself."""
    said: Mapping[str, Any] = plain(voyage.declared)
    return said


def raw_header(voyage: Voyage) -> dict[str, Any]:
    """The voyage as the message says it."""
    text = json.dumps(plain(voyage), ensure_ascii=False)
    found: dict[str, Any] = json.loads(_without_zero(text))
    return found


def _without_zero(text: str) -> str:
    """JSON of PostgreSQL holds no zero byte."""
    return text.replace("\\u0000", "")
