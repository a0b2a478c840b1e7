"""Files as brokers hand them in, and what becomes of them."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.db import connection

from amont.declarations.actions.lodging import Lodged, Sender, lodge
from amont.declarations.actions.receiving import read_receipt, receive
from amont.declarations.models import Item, Noticed, Receipt
from amont.kernel.agents import WORKER, Agent, Role
from tests.making import BROKER, NOW, OTHER_BROKER, a_table, an_agent

HEADER = "reference;item;version;office;declarant;importer;hs_code;origin;net_kg;customs_value;declared_on"
ROW = {
    "item": 1,
    "version": "",
    "office": "DM01",
    "declarant": BROKER,
    "importer": "IMP001",
    "hs_code": "40111000",
    "origin": "CN",
    "net_kg": "10,5",
    "customs_value": "2000000",
    "declared_on": "23/11/2026",
}


def a_broker(operator: str = BROKER) -> Agent:
    return an_agent(Role.BROKER, operator=operator, name=f"test:{operator}")


def another_broker() -> Agent:
    return a_broker(OTHER_BROKER)


def lines_of(*rows: dict[str, object]) -> bytes:
    """A CSV of declarations; what is not said is as in ROW, references are R1, R2…"""
    names = HEADER.split(";")
    whole = [{"reference": f"R{number}", **ROW, **row} for number, row in enumerate(rows, start=1)]
    return "\n".join([HEADER, *[";".join(str(row[name]) for name in names) for row in whole], ""]).encode()


def received(
    data: bytes, *, by: Agent | None = None, name: str = "novembre.csv", mapping: str = "amont"
) -> Receipt:
    """A file that waits to be read."""
    return receive(data, name=name, by=by or a_broker(), mapping=mapping, now=NOW)


def handed_in(data: bytes, *, by: Agent | None = None, name: str = "novembre.csv") -> Receipt:
    """A file received and read."""
    receipt = received(data, by=by, name=name)
    return read(receipt, by=by)


def read(receipt: Receipt, *, by: Agent | None = None) -> Receipt:
    read_receipt(receipt.pk, by=WORKER, sender=by or a_broker(), now=NOW)
    receipt.refresh_from_db()
    return receipt


def lodged(*items: dict[str, Any], by: Agent | None = None, broker: str | None = None) -> list[Lodged]:
    """Declarations lodged without a file. broker: of the sender, unless said."""
    agent = by or a_broker()
    table = a_table(*items)
    whose = min(agent.operators, default="") if broker is None else broker
    return lodge(table, pl.Series([False] * table.height), sender=Sender(agent, whose), now=NOW)


def told(receipt: Receipt) -> list[str]:
    """Codes of what was noticed, in the order of the report."""
    return [row.code for row in Noticed.objects.filter(receipt=receipt).order_by("-severity", "pk")]


def rows_of(receipt: Receipt) -> list[tuple[object, ...]]:
    """All that a file left, keys left aside: what two readings may be compared by."""
    items = Item.objects.filter(version__receipt=receipt).order_by("pk")
    noticed = Noticed.objects.filter(receipt=receipt).order_by("severity", "code", "path", "line", "pk")
    return [
        *items.values_list(
            "version__declaration__reference", "version__number", "version__content", "line", "hs_code",
            "net_kg", "customs_value", "declared_on",
        ),
        *noticed.values_list("code", "severity", "path", "value", "line", "version__declaration__reference"),
    ]  # fmt: skip


def waits_for_a_lock() -> None:
    """Until another connection waits for what this transaction holds."""
    for _ in range(10_000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")
