"""What an administration decided, taken from its country pack: shares and criteria, each with its days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from django.db import transaction

from amont.engine.selectivity.criteria import Criterion, raw_criterion
from amont.engine.selectivity.thresholds import Shares
from amont.journal.actions import record
from amont.kernel.agents import Agent, require
from amont.screening.models import CriterionRow, PolicyRow
from amont.screening.permissions import GRANTS


@transaction.atomic
def load_shares(
    shares: Mapping[str, Shares],
    *,
    new_below: int,
    from_on: date,
    to_on: date | None,
    source: str,
    evidence: str,
    by: Agent,
) -> None:
    """Write what each office can control from a day on; the same again changes nothing."""
    require(GRANTS, by, "load_policy")
    raw = {office: asdict(one) for office, one in shares.items()}
    facts = {"to_on": to_on, "shares": raw, "new_below": new_below, "source": source, "evidence": evidence}
    row, is_new = PolicyRow.objects.get_or_create(from_on=from_on, defaults=facts)
    if is_new or any(getattr(row, name) != fact for name, fact in facts.items()):
        PolicyRow.objects.filter(pk=row.pk).update(**facts)
        record("screening.load_policy", by=by.name, from_on=from_on.isoformat(), offices=len(raw))


@transaction.atomic
def load_criteria(criteria: Sequence[Criterion], *, by: Agent) -> None:
    """Write versions of criteria that are not known yet, in force by the pack that bears them."""
    require(GRANTS, by, "load_policy")
    known = set(CriterionRow.objects.values_list("code", "version"))
    start = CriterionRow.objects.count()
    fresh = [one for one in criteria if (one.id, one.version) not in known]
    CriterionRow.objects.bulk_create(
        CriterionRow(
            code=one.id,
            version=one.version,
            raw=raw_criterion(one),
            from_on=one.valid_from,
            to_on=one.valid_to,
            written_by=one.owner,
            approved_by=by.name,
            place=start + place,
        )
        for place, one in enumerate(fresh)
    )
    if fresh:
        record("screening.load_criteria", by=by.name, criteria=[f"{one.id} {one.version}" for one in fresh])
