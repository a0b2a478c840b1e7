"""`amont verify-log`: every row of the journal against its leaf, its tree and exported heads."""

from __future__ import annotations

# isort: split
import amont.site.boot  # noqa: F401

# isort: split
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from amont.cli.answers import print_json
from amont.cli.language import WORDS, say
from amont.cli.refusing import DIFFERS, refused
from amont.cli.settings import file_bytes
from amont.journal.checkpoints import KeyKind, Opened, opened, verifier_key
from amont.journal.sequencing import log_key
from amont.journal.stored import stored_heads, stored_rows
from amont.journal.verifying.answers import Fault, Verification
from amont.journal.verifying.walk import verify

SHOWN = 20


def check(exports: list[Path], *, key: str) -> Verification:
    """One pass over the log. key: the one an auditor keeps; "" ours."""
    own = log_key()
    trusted = verifier_key(key) if key else own.verifier()
    kept: list[Opened] = [opened(file_bytes(path), keys=[trusted], origin=own.name) for path in exports]
    of_log = [trusted] if trusted.kind is KeyKind.LOG else [own.verifier()]
    return verify(stored_rows(), heads=stored_heads(), head_keys=of_log, exported=kept)


@contextmanager
def one_snapshot() -> Iterator[None]:
    """All that is read is of one instant, whatever is written meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _show(found: Verification) -> None:
    print(
        say(
            "log.sound" if found.is_sound else "log.unsound",
            size=found.size,
            sealed=found.sealed,
            heads=found.heads,
        )
    )
    for fault in (*found.row_faults, *found.tree_faults)[:SHOWN]:
        print(" -", WORDS.sentence(fault.code, {"index": fault.index, "number": fault.number, **fault.facts}))
    for fit in found.exported:
        print(" -", say("log.export_fits" if fit.fits else "log.export_differs", size=fit.checkpoint.size))


def _plain(fault: Fault) -> dict[str, object]:
    facts = {name: str(value) for name, value in fault.facts.items()}
    return {"code": fault.code, "index": fault.index, "row": fault.number, "facts": facts}


if __name__ == "__main__":
    key, output, *names = sys.argv[1:]
    with refused(), one_snapshot():
        result = check([Path(name) for name in names], key=key)
        if output == "json":
            faults = [_plain(fault) for fault in (*result.row_faults, *result.tree_faults)]
            print_json(
                {"sound": result.is_sound, "size": result.size, "root": result.root.hex(), "faults": faults}
            )
        else:
            _show(result)
        sys.exit(0 if result.is_sound else DIFFERS)
