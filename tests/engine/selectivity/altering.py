"""A proof whose text is changed by hand, for the tests of what `verify` names."""

import json

from hypothesis import strategies as st

from amont.engine.selectivity.plan import canonical
from amont.engine.selectivity.proof_text import from_text, to_text
from amont.engine.selectivity.verify import verify
from tests.engine.selectivity.day import screened

DAY = screened(80, seed=4)
TEXT = to_text(DAY.proof)
COLUMNS = json.loads(TEXT)["columns"]
SIZE = len(DAY.candidates)
LANES = ["green", "blue", "yellow", "red"]
DRAWS = ["random", "exploration", "operator", "spare"]
CAUSES = ["block", "earlier", "criterion", "score.duty", "random", "none"]
rows_of_the_day = st.integers(0, SIZE - 1)


def changed(act) -> str:
    raw = json.loads(TEXT)
    act(raw)
    return canonical(raw)


def cell(raw, row, column, change):
    place = COLUMNS.index(column)
    raw["rows"][row][place] = change(raw["rows"][row][place])


def named(text, *, code, **options):
    """The findings of this code."""
    return [finding for finding in verify(from_text(text), **options) if finding.code == code]


def codes(text, **options):
    return {finding.code for finding in verify(from_text(text), **options)}


def other(choices):
    return lambda value: next(choice for choice in choices if choice != value)
