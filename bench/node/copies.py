"""Screened declarations in any number: copies of some that were lodged and screened as usual.

Controls keep pace with what comes: however large the node, those of yellow and red lanes that still wait are
the ones that were copied from, while green and blue ones stay routed as they do in life.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import psycopg
from psycopg import sql

STEP = 1_000_000  # between the keys of a row and of its next copy
START = 100  # copies leave room below for rows made otherwise
SEQUENCES = 10_000  # between the numbers of the day

REFERENCE = "'B' || n || '-' || t.reference"
STATE = "CASE WHEN t.lane >= 2 THEN 'controlled' ELSE t.state END"  # who waits for a control is not copied


@dataclass(frozen=True)
class Copied:
    """A table whose rows are copied. owner: the column by which they hang on the table before."""

    table: str
    owner: str = ""
    changed: dict[str, str] = field(default_factory=dict)


CHAIN = (
    Copied("declarations_declaration", "", {"reference": REFERENCE, "state": STATE}),
    Copied("declarations_version", "declaration_id"),
    Copied("declarations_item", "version_id"),
    Copied(
        "screening_screening",
        "version_id",
        {
            "sequence": f"t.sequence + (n + {START}) * {SEQUENCES}",
            "reference": REFERENCE,
            "probability": "t.probability * (0.5 + 0.5 * random())",
        },
    ),
    Copied("screening_screeneditem", "screening_id"),
)
OF_SEEDS = "SELECT id FROM declarations_version WHERE declaration_id BETWEEN %(first)s AND %(last)s"
HANG_ON = {  # which rows of each table hang on the seeds
    "declarations_declaration": "t.id BETWEEN %(first)s AND %(last)s",
    "declarations_version": "t.declaration_id BETWEEN %(first)s AND %(last)s",
    "declarations_item": f"t.version_id IN ({OF_SEEDS})",
    "screening_screening": f"t.version_id IN ({OF_SEEDS})",
    "screening_screeneditem": (
        f"t.screening_id IN (SELECT id FROM screening_screening WHERE version_id IN ({OF_SEEDS}))"
    ),
}


def copy(address: str, *, seeds: tuple[int, int], numbers: range) -> None:
    """Write copies of these numbers of the seeds, all of their rows."""
    facts = {"first": seeds[0], "last": seeds[1], "from": numbers.start, "to": numbers.stop - 1}
    with psycopg.connect(address) as connection:
        for one in CHAIN:
            connection.execute(_statement(connection, one), facts)


def _statement(connection: psycopg.Connection, one: Copied) -> sql.Composed:
    columns = [
        name
        for (name,) in connection.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND table_name = %s ORDER BY ordinal_position",
            [one.table],
        )
    ]
    moved = ("id", one.owner, *(["item_id"] if one.table == "screening_screeneditem" else []))
    values = [
        f"t.{name} + (n + {START}) * {STEP}" if name in moved else one.changed.get(name, f"t.{name}")
        for name in columns
    ]
    return sql.SQL(
        "INSERT INTO {} ({}) SELECT {} FROM {} t, generate_series(%(from)s::int, %(to)s::int) n WHERE {}"
    ).format(
        sql.Identifier(one.table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ".join(values)),
        sql.Identifier(one.table),
        sql.SQL(HANG_ON[one.table]),
    )
