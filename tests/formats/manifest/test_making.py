"""Records made in bulk are the records themselves."""

import pickle
from dataclasses import FrozenInstanceError, fields

import pytest

from amont.formats.manifest.making import maker
from amont.formats.manifest.records import Bill, BillRead, Container, Goods, Party
from amont.kernel.findings import Finding, Severity


@pytest.mark.parametrize(
    ("record", "values"),
    [
        (Bill, {"number": "A", "place": 1, "loading": "CNSHA", "extras": {"RFF/X": "RFF+X:1"}}),
        (Goods, {"number": 1}),
        (Container, {"number": "CSQU3054383", "line": 7}),
        (Party, {"name": "ACME"}),
        (BillRead, {"bill": Bill("A", 1)}),
        (Finding, {"code": "manifest.no_bill", "severity": Severity.NOTE, "path": "CNT[1]"}),
    ],
)
def test_a_record_made_in_bulk_is_equal_and_of_its_class(record: type, values: dict[str, object]) -> None:
    made, called = maker(record)(**values), record(**values)

    assert made == called
    assert type(made) is record
    assert repr(made) == repr(called)
    assert pickle.loads(pickle.dumps(made)) == called
    assert [getattr(made, entry.name) for entry in fields(record)] == [
        getattr(called, entry.name) for entry in fields(record)
    ]


def test_a_record_made_in_bulk_is_frozen_and_shares_nothing() -> None:
    one, other = maker(Goods)(1), maker(Goods)(2)

    with pytest.raises(FrozenInstanceError):
        one.number = 3
    assert one.containers == {}
    assert one.containers is not other.containers


def test_a_record_made_in_bulk_asks_for_what_the_record_asks_for() -> None:
    with pytest.raises(TypeError):
        maker(Bill)(number="A")
    with pytest.raises(TypeError):
        maker(Party)(nickname="A")
