"""A copy taken while work is under way is a node that stopped at one instant, and can go on from there."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from amont.cli.node.backups import back_up
from amont.cli.node.database.embedded import start_embedded
from amont.cli.node.home import Home
from tests.cli.node.test_backup import silent
from tests.journeys.conftest import Trade, csv_of
from tests.journeys.live import LiveNode, amont, until
from tests.journeys.people import CHIEF, PASSWORD
from tests.journeys.visitor import Visitor

WANTED = 2_000  # declarations of several items
LODGED = "SELECT count(*) FROM declarations_version WHERE receipt_id IS NOT NULL"
SCREENED = "SELECT count(*) FROM screening_screening"
WAITING = "SELECT count(*) FROM declarations_version WHERE waiting"
PENDING = "SELECT count(*) FROM journal_pending"
LANES = (
    "SELECT s.reference, i.item, s.sequence, s.lane, si.lane, si.cause, si.probability, si.reasons"
    " FROM screening_screeneditem si JOIN screening_screening s ON s.id = si.screening_id"
    " JOIN declarations_item i ON i.id = si.item_id ORDER BY s.sequence, i.item"
)
HALVES = {  # what an instant never shows: half of something that is written as a whole
    "a declaration without the items that it counts": (
        "SELECT count(*) FROM declarations_declaration d WHERE d.item_count <> (SELECT count(*) FROM"
        " declarations_item i JOIN declarations_version v ON v.id = i.version_id"
        " WHERE v.declaration_id = d.id AND v.number = d.version)"
    ),
    "a screening without some of its items": (
        "SELECT count(*) FROM screening_screening s WHERE"
        " (SELECT count(*) FROM screening_screeneditem si WHERE si.screening_id = s.id)"
        " <> (SELECT count(*) FROM declarations_item i WHERE i.version_id = s.version_id)"
    ),
    "a version that neither waits nor has its lane": (
        "SELECT count(*) FROM declarations_version v WHERE v.receipt_id IS NOT NULL"
        " AND v.waiting = EXISTS (SELECT FROM screening_screening s WHERE s.version_id = v.id)"
    ),
    "a number of the day nobody has": (
        "SELECT count(*) FROM screening_drawday d WHERE d.declarations <>"
        " (SELECT count(*) FROM screening_screening s JOIN screening_plan p ON p.id = s.plan_id"
        " WHERE p.day_id = d.day AND s.sequence <= d.declarations)"
    ),
    "a version that nobody told of": (
        f"SELECT ({LODGED}) - (SELECT count(*) FROM journal_entry WHERE name = 'DeclarationLodged')"
    ),
    "a lane that nobody told of": (
        f"SELECT ({SCREENED}) - (SELECT count(*) FROM journal_entry WHERE name = 'LaneNoted')"
    ),
    "an item counted by no profile, or twice": (
        "SELECT (SELECT sum(items) FROM screening_profilemonth WHERE kind = 'origin')"
        " - (SELECT count(*) FROM declarations_item i JOIN declarations_version v ON v.id = i.version_id"
        " WHERE i.origin <> '' AND NOT v.waiting)"
    ),
}


def file_of(trade: Trade) -> bytes:
    references = trade.declarations["reference"].unique(maintain_order=True)[:WANTED]
    return csv_of(trade.declarations.filter(pl.col("reference").is_in(references.implode())))


@contextmanager
def restored(copy: Path, folder: Path) -> Iterator[LiveNode]:
    """The node of a backup, its database running and nothing else."""
    home = Home(folder / copy.stem)
    amont("restore", str(copy), "--home", str(home.root))
    database, node = start_embedded(home), LiveNode(home)
    yield node
    node.hang_up()
    database.leave()


def finished(node: LiveNode) -> list[tuple[object, ...]]:
    """The lanes, once all is done."""
    until(lambda: (node.one(SCREENED), node.one(WAITING), node.one(PENDING)) == (WANTED, 0, 0))
    return node.rows(LANES)


def is_sound(node: LiveNode) -> bool:
    found: bool = json.loads(amont("verify-log", "--home", str(node.home.root), "--json"))["sound"]
    return found


def test_a_backup_taken_under_load_is_of_one_instant_and_goes_on_elsewhere(
    live: LiveNode, trade: Trade, folder: Path
) -> None:
    early, late = folder / "early.amont-backup", folder / "late.amont-backup"
    live.up()
    database = start_embedded(live.home)
    chief = Visitor(live.port)
    chief.sign_in(CHIEF, PASSWORD)

    chief.hand_in("cargo.csv", file_of(trade))
    until(lambda: (live.one(LODGED) or 0) >= 1_000)
    back_up(live.home, database, early, note=silent)
    until(lambda: live.is_at('INSERT INTO "screening_screen'))
    back_up(live.home, database, late, note=silent)
    database.leave()
    lanes = finished(live)
    live.stop()

    for copy, part in ((early, range(1_000, WANTED)), (late, [WANTED])):
        with restored(copy, folder) as node:
            assert node.one(LODGED) in part
            assert node.one(SCREENED) in (0, WANTED)
            assert {fault: node.one(query) for fault, query in HALVES.items()} == dict.fromkeys(HALVES, 0)
            assert is_sound(node)
    node = LiveNode(Home(folder / early.stem))
    node.up()
    assert finished(node) == lanes
    node.stop()
