"""What a node needs before its first request: its country pack. Done again, it changes nothing."""

from __future__ import annotations

# isort: split
import amont.site.boot  # noqa: F401

# isort: split
import os
from datetime import UTC, date, datetime, timedelta

from django.db import connection

from amont.cli.settings import pack_of, policy_of
from amont.engine.selectivity.criteria import criterion_from
from amont.formats.packs import Pack
from amont.journal.protection import protect
from amont.journal.sequencing import log_key
from amont.kernel.agents import WORKER
from amont.reference.actions.codes import load_codes, load_starter
from amont.reference.actions.packs import load_pack
from amont.reference.actions.tariff import load_tariff
from amont.reference.code_lists import CODE_LISTS
from amont.reference.models import Administration
from amont.reference.starters import FILES, TARIFF_FROM, starter, starter_tariff
from amont.screening.actions.drawing import commit_draw
from amont.screening.actions.policy import load_criteria, load_shares

DEFAULT_PACK = "demo"


def set_up(name: str, *, mapping: str, now: datetime, today: date) -> None:
    """Reference data, policy and the draws of today and tomorrow."""
    pack = pack_of(name)
    load_pack(pack, name=name, mapping=mapping, by=WORKER)
    for codes in CODE_LISTS:
        load_codes(codes.name, codes.names, source=codes.source, evidence=codes.evidence, by=WORKER)
    for listed_in in FILES:
        load_starter(listed_in, starter(listed_in), by=WORKER)
    load_tariff(starter_tariff(), by=WORKER, from_on=TARIFF_FROM)
    _policy(pack)
    commit_draw(today, by=WORKER, now=now)
    commit_draw(today + timedelta(days=1), by=WORKER, now=now)


def _policy(pack: Pack) -> None:
    load_criteria([criterion_from(criterion.raw) for criterion in pack.criteria], by=WORKER)
    for one in pack.selectivity:
        dated = one.dated
        policy = policy_of(pack, on=dated.begins)
        load_shares(
            policy.shares,
            new_below=policy.new_below,
            from_on=dated.begins,
            to_on=dated.ends,
            source=dated.source,
            evidence=str(dated.evidence),
            by=WORKER,
        )


def main() -> None:
    """Set up with the pack that AMONT_PACK names, or with the one chosen before."""
    now = datetime.now(UTC)
    protect(connection)
    log_key()  # made now, so that whoever runs the worker need only read it
    before = Administration.objects.first()
    pack = os.environ.get("AMONT_PACK") or (before.pack if before else DEFAULT_PACK)
    mapping = os.environ.get("AMONT_MAPPING") or (before.mapping if before else "amont")
    set_up(pack, mapping=mapping, now=now, today=now.date())


if __name__ == "__main__":
    main()
