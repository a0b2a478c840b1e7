"""The verification one may ask for from a page: the whole log, while it is short enough."""

from __future__ import annotations

from itertools import takewhile

from amont.journal.actions import record
from amont.journal.models import Leaf
from amont.journal.permissions import GRANTS
from amont.journal.sequencing import log_key
from amont.journal.stored import stored_heads, stored_rows
from amont.journal.verifying.answers import Verification
from amont.journal.verifying.walk import verify
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError

MOST = 200_000  # rows; some seconds
NAME = "journal.verify"


class LogTooLong(AmontError):
    """The log is verified by the command, not within a page. Facts: size, most."""

    code = "journal.too_long"
    status = 409


def verify_now(*, by: Agent) -> Verification:
    """Every row against its leaf, its tree and the signed heads; what was found is noted. LogTooLong.

    Rows and heads written meanwhile are left to the next verification.
    """
    require(GRANTS, by, "verify")
    last = Leaf.objects.order_by("-index").values_list("index", flat=True).first()
    size = 0 if last is None else last + 1
    if size > MOST:
        raise LogTooLong(size=size, most=MOST)
    rows = takewhile(lambda row: row.index < size, stored_rows())
    heads = takewhile(lambda head: head.size <= size, stored_heads())
    found = verify(rows, heads=heads, head_keys=[log_key().verifier()])
    faults = found.row_faults_found + found.tree_faults_found
    record(NAME, by=by.name, size=found.size, sealed=found.sealed, sound=found.is_sound, faults=faults)
    return found
