"""What a file holds, in one shape for every reader of manifests."""

from decimal import Decimal

from amont.formats.manifest.events import ContainerEvent, EventKind, Other
from amont.formats.manifest.records import (
    Begin,
    Bill,
    BillRead,
    Container,
    Declared,
    End,
    Goods,
    Vehicle,
    Voyage,
)
from amont.formats.manifest.summary import Counts, plain, summarise
from amont.kernel.findings import Finding, Severity

NOTE = Finding("manifest.container_digit", Severity.NOTE, "SGP[9]/1.1")
HOLD = Finding("manifest.gross_missing", Severity.HOLD, "CNI[6]")


def bill(number: str, *, box: str, packages: int, kg: str, master: str = "") -> BillRead:
    goods = Goods(1, packages=Decimal(packages), gross_kg=Decimal(kg))
    found = Bill(
        number, 1, goods=(goods,), containers=(Container(box),), master=master, vehicles=(Vehicle("V"),)
    )
    return BillRead(found, (NOTE,))


VOYAGE = Voyage(reference="MAN1", voyage="V1", declared=Declared(bills=1, packages=Decimal(10)))
MANIFEST = [
    Begin("CUSCAR", "D95B", VOYAGE, (HOLD,)),
    bill("M", box="CSQU3054383", packages=10, kg="100.5"),
    bill("H", box="CSQU3054383", packages=4, kg="40", master="M"),
    End(VOYAGE, (NOTE,)),
]


def test_counts_are_plain_and_totals_follow_the_manifest() -> None:
    summary = summarise(MANIFEST)

    assert summary.kind == "CUSCAR"
    assert summary.counts == Counts(
        messages=1, bills=2, containers=1, packages=Decimal(14), gross_kg=Decimal("140.5"), vehicles=2
    )
    totals = summary.messages[0].totals
    assert totals is not None
    assert (totals.bills.counted, totals.packages.counted, totals.bills.agrees) == (1, 10, True)


def test_events_and_kept_messages_are_counted_apart() -> None:
    events = [
        Begin("COARRI", "D95B", Voyage()),
        ContainerEvent(EventKind.DISCHARGED, "CSQU3054383", findings=(NOTE,)),
        ContainerEvent(EventKind.DISCHARGED, "MSKU1234565"),
        ContainerEvent(EventKind.UNKNOWN, ""),
        End(Voyage()),
        Other("BAPLIE", "D95B", "7", segments=30),
    ]

    summary = summarise(events)

    assert summary.counts == Counts(
        messages=2, containers=2, events={"discharged": 2, "unknown": 1}, others=1
    )
    assert [(one.kind, one.segments) for one in summary.messages] == [("COARRI", 0), ("BAPLIE", 30)]


def test_a_container_counts_once_in_a_file_of_several_messages() -> None:
    summary = summarise(MANIFEST + MANIFEST)

    assert (summary.counts.messages, summary.counts.bills, summary.counts.containers) == (2, 4, 1)


def test_every_finding_is_counted_and_the_first_are_kept() -> None:
    summary = summarise(MANIFEST, shown=2)

    assert summary.findings == (HOLD, NOTE)
    assert summary.finding_counts == {
        ("manifest.container_digit", Severity.NOTE): 3,
        ("manifest.gross_missing", Severity.HOLD): 1,
    }


def test_a_machine_reads_the_summary_as_names_texts_and_numbers() -> None:
    assert plain(summarise(MANIFEST)) == {
        "kind": "CUSCAR",
        "counts": {
            "messages": 1,
            "bills": 2,
            "containers": 1,
            "packages": 14,
            "gross_kg": 140.5,
            "vehicles": 2,
            "events": {},
            "others": 0,
        },
        "totals": {
            "bills": {"declared": 1, "recomputed": 1},
            "packages": {"declared": 10, "recomputed": 10},
            "containers": {"declared": None, "recomputed": 1},
            "gross_kg": {"declared": None, "recomputed": 100.5},
        },
        "messages": [
            {
                "kind": "CUSCAR",
                "version": "D95B",
                "reference": "MAN1",
                "function": "original",
                "voyage": "V1",
                "counts": {
                    "messages": 1,
                    "bills": 2,
                    "containers": 1,
                    "packages": 14,
                    "gross_kg": 140.5,
                    "vehicles": 2,
                    "events": {},
                    "others": 0,
                },
                "totals": {
                    "bills": {"declared": 1, "recomputed": 1},
                    "packages": {"declared": 10, "recomputed": 10},
                    "containers": {"declared": None, "recomputed": 1},
                    "gross_kg": {"declared": None, "recomputed": 100.5},
                },
            }
        ],
        "finding_counts": [
            {"code": "manifest.container_digit", "severity": "note", "count": 3},
            {"code": "manifest.gross_missing", "severity": "hold", "count": 1},
        ],
    }


def test_a_file_of_kept_messages_alone_is_of_their_kind() -> None:
    summary = summarise(
        [Other("BAPLIE", "D95B", containers=frozenset({"CSQU3054383"})), Other("VERMAS", "D16A")]
    )

    assert (summary.kind, summarise([]).kind) == ("BAPLIE", "")
    assert (summary.counts.containers, summary.counts.others) == (1, 2)
    assert [(one.kind, one.counts.containers, one.totals) for one in summary.messages] == [
        ("BAPLIE", 1, None),
        ("VERMAS", 0, None),
    ]
