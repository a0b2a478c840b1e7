"""Power cuts in the middle of everything: what was acknowledged is there, and done exactly once."""

import json
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from amont.kernel.lanes import Lane
from tests.journeys.conftest import Trade, csv_of
from tests.journeys.live import DATABASE, WEB, WORKER, LiveNode, amont, until
from tests.journeys.people import CHIEF, OFFICE, PASSWORD
from tests.journeys.visitor import Visitor

AFTERWARDS = 100  # declarations of the file that comes just before all goes dark
LODGED = "SELECT count(*) FROM declarations_version WHERE receipt_id IS NOT NULL"
PENDING = "SELECT count(*) FROM journal_pending"
UNPLACED = "SELECT (SELECT count(*) FROM journal_entry) - (SELECT count(*) FROM journal_leaf)"
WAITING = "SELECT count(*) FROM declarations_version WHERE waiting"
DECIDED = [
    "reference",
    "item",
    "lane",
    "cause",
    "probability",
    "expected_duty",
    "declaration_lane",
    "sequence",
]


@pytest.fixture(scope="module")
def files(trade: Trade) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Declarations of one item: five thousand, and some more."""
    ones = trade.declarations.unique("reference", keep="first", maintain_order=True)
    again = ones[:AFTERWARDS].with_columns(reference=pl.lit("NEXT-") + pl.col("reference"))
    return ones, again


@pytest.fixture
def open_node(live: LiveNode) -> Iterator[LiveNode]:
    live.up()
    yield live
    live.stop()


def handed_in_through_cuts(node: LiveNode, name: str, data: bytes) -> str:
    """The web server is killed with half of the file in, then with all of it but no answer given."""
    chief = Visitor(node.port)
    chief.sign_in(CHIEF, PASSWORD)
    for share in (0.5, 1.0):
        with chief.begin_to_hand_in(name, data, share=share):
            node.kill(WEB)
            until(node.is_well)
    return chief.hand_in(name, data)


def read_through_cuts(node: LiveNode) -> None:
    until(lambda: (node.one(LODGED) or 0) >= 1_000)
    node.kill(WORKER)
    until(lambda: (node.one(LODGED) or 0) >= 3_000)
    node.kill(DATABASE)


def screened_through_cuts(node: LiveNode) -> None:
    until(lambda: node.is_at('INSERT INTO "screening_screening"'))
    node.kill(WORKER)
    until(lambda: node.is_at('UPDATE "declarations_declaration"'))
    node.kill(DATABASE)
    until(lambda: node.one(WAITING) == 0)


def everything_killed_after(node: LiveNode, name: str, data: bytes) -> str:
    """All goes dark just when the receipt is given."""
    chief = Visitor(node.port)
    chief.sign_in(CHIEF, PASSWORD)
    receipt = chief.hand_in(name, data)
    node.kill(DATABASE, WORKER, WEB)
    return receipt


def key_of(receipt: str) -> int:
    return int(receipt.strip("/").split("/")[-1])


def of_the_node(node: LiveNode, receipt: str) -> pl.DataFrame:
    """What was decided on the items of a receipt, in the words of the command."""
    rows = node.rows(
        "SELECT s.reference, i.item, si.lane, si.cause, si.probability, si.expected_duty, s.lane, s.sequence"
        " FROM screening_screeneditem si JOIN screening_screening s ON s.id = si.screening_id"
        " JOIN declarations_item i ON i.id = si.item_id JOIN declarations_version v ON v.id = s.version_id"
        f" WHERE v.receipt_id = {key_of(receipt)} ORDER BY s.reference, i.item"
    )
    table = pl.DataFrame(rows, schema=DECIDED, orient="row", infer_schema_length=None)
    codes = {int(lane): lane.code for lane in Lane}
    return table.with_columns(pl.col("lane", "declaration_lane").replace_strict(codes))


def of_the_command(node: LiveNode, trade: Trade, data: bytes, folder: Path) -> pl.DataFrame:
    """What `amont screen` decides on the same file, history, day and secret."""
    day, secret = node.rows(
        "SELECT day, encode(secret, 'hex') FROM screening_drawday WHERE declarations > 0"
    )[0]
    for name, content in (("file", data), ("history", csv_of(trade.history)), ("secret", secret.encode())):
        (folder / name).write_bytes(content)
    amont(
        *("screen", str(folder / "file"), "--history", str(folder / "history"), "--country", "demo"),
        *("--secret", str(folder / "secret"), "--day", day.isoformat(), "--out", str(folder / "out.parquet")),
    )
    return pl.read_parquet(folder / "out.parquet").sort("reference", "item")


def test_five_thousand_declarations_survive_the_kill_of_every_program(
    open_node: LiveNode, trade: Trade, files: tuple[pl.DataFrame, pl.DataFrame], tmp_path: Path
) -> None:
    node, (file, next_file) = open_node, files
    data = csv_of(file)

    receipt = handed_in_through_cuts(node, "cargo.csv", data)
    read_through_cuts(node)
    screened_through_cuts(node)
    next_receipt = everything_killed_after(node, "next.csv", csv_of(next_file))
    until(lambda: node.one(LODGED) == file.height + AFTERWARDS)
    until(lambda: (node.one(WAITING), node.one(PENDING), node.one(UNPLACED)) == (0, 0, 0))

    whole = file.height + AFTERWARDS
    assert node.kills == [WEB, WEB, WORKER, DATABASE, WORKER, DATABASE, DATABASE, WORKER, WEB]
    all_is_there(node, {receipt: file, next_receipt: next_file})
    done_once(node, whole)
    ours, theirs = of_the_node(node, receipt), of_the_command(node, trade, data, tmp_path)
    for name in DECIDED:
        assert ours[name].to_list() == theirs[name].to_list(), name
    assert json.loads(amont("verify-log", "--home", str(node.home.root), "--json"))["sound"]


def all_is_there(node: LiveNode, sent: dict[str, pl.DataFrame]) -> None:
    """Each receipt was read to its end, once, and holds every declaration with its items."""
    told = node.rows("SELECT id, state, declarations, rows, refused FROM declarations_receipt ORDER BY id")
    assert told == [(key_of(one), "read", table.height, table.height, 0) for one, table in sent.items()]
    for receipt, table in sent.items():
        kept = node.rows(
            "SELECT d.reference, i.item FROM declarations_item i"
            " JOIN declarations_version v ON v.id = i.version_id"
            " JOIN declarations_declaration d ON d.id = v.declaration_id"
            f" WHERE v.receipt_id = {key_of(receipt)}"
        )
        assert sorted(kept) == sorted(table.select("reference", "item").rows())


def done_once(node: LiveNode, whole: int) -> None:
    """Screenings, events, controls and profiles count each declaration once."""
    numbers = [row[0] for row in node.rows("SELECT sequence FROM screening_screening ORDER BY sequence")]
    assert numbers == list(range(1, whole + 1))
    assert node.one("SELECT declarations FROM screening_drawday WHERE declarations > 0") == whole
    assert node.one("SELECT count(DISTINCT item_id) FROM screening_screeneditem") == whole
    events = "SELECT name, count(*), count(DISTINCT subject) FROM journal_entry WHERE name IN"
    told = node.rows(f"{events} ('DeclarationLodged', 'LaneNoted', 'FileReceived') GROUP BY 1 ORDER BY 1")
    assert told == [("DeclarationLodged", whole, whole), ("FileReceived", 2, 2), ("LaneNoted", whole, whole)]
    strict = f"SELECT count(*) FROM declarations_declaration WHERE lane >= 2 AND office = '{OFFICE}'"
    assert node.one("SELECT count(*) FROM controls_control") == node.one(f"{strict} AND state = 'routed'")
    items = node.one("SELECT count(*) FROM declarations_item WHERE origin <> ''")
    assert node.one("SELECT sum(items) FROM screening_profilemonth WHERE kind = 'origin'") == items
