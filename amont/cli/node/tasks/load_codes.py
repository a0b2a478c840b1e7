"""`amont load-codes` and `amont load-tariff`: what a table changes, then the change itself."""

from __future__ import annotations

# isort: split
import amont.site.boot  # noqa: F401

# isort: split
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from django.utils.timezone import localdate

from amont.cli.language import WORDS, say
from amont.cli.refusing import refused
from amont.cli.settings import file_bytes
from amont.kernel.agents import WORKER
from amont.reference.actions.files import Handed, apply_codes, propose_codes
from amont.reference.keeping import Found, difference, table_of

SHOWN = 20


def load(handed: Handed, *, is_check: bool) -> None:
    """Show the differences, and apply them unless they were only asked for."""
    now = datetime.now(UTC)
    row = propose_codes(handed, by=WORKER, now=now)
    read = table_of(row)
    found = difference(row, read)
    for finding in read.noted.findings[:SHOWN]:
        print(WORDS.finding(finding))
    if len(read.noted.findings) > SHOWN:
        print(say("load_codes.more", n=len(read.noted.findings) - SHOWN))
    _show(found)
    print(say("load_codes.found", **found.counts, same=found.same, unread=read.noted.unread))
    if is_check:
        print(say("load_codes.checked"))
        return
    apply_codes(row.pk, by=WORKER, now=now)
    print(say("load_codes.done", name=row.name))


def _show(found: Found) -> None:
    """The first lines of each kind: + added, ~ changed, - ended."""
    for sign, codes in (
        ("+", [one.code for _row, one in found.added]),
        ("~", [one.code for _row, one in found.changed]),
        ("-", [one.code for one in found.ended]),
    ):
        if codes:
            print(sign, " ".join(codes[:SHOWN]), *(["…"] if len(codes) > SHOWN else []))


if __name__ == "__main__":
    name, listed_in, source, evidence, day, part, check = sys.argv[1:]
    with refused():
        path = Path(name)
        load(
            Handed(
                listed_in=listed_in,
                name=path.name,
                data=file_bytes(path),
                is_whole=not part,
                from_on=date.fromisoformat(day) if day else localdate(),
                source=source,
                evidence=evidence,
            ),
            is_check=bool(check),
        )
