"""Learning: a model from all past declarations and results; a second person lets it decide."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256

import polars as pl
from django.db import transaction
from django.db.models import Max

from amont.engine.learning.train import Progress
from amont.engine.screen.background import REPEATED, Background, remember
from amont.engine.screen.bundle import to_bytes
from amont.formats.tabular import builtin
from amont.journal.actions import announce
from amont.kernel.agents import Agent, Role, require
from amont.kernel.errors import AmontError
from amont.kernel.states import step
from amont.reference.queries import administration
from amont.screening.events import ModelLearned, ModelPromoted
from amont.screening.facts import history
from amont.screening.facts.policies import policy_on
from amont.screening.models import ModelRow, Screening
from amont.screening.permissions import GRANTS
from amont.screening.states import TRANSITIONS, ModelState


class TooFewResults(AmontError):
    """Past declarations hold too few results, or no offence, to learn a score. Facts: items, results."""

    code = "model.too_few_results"
    status = 409


class SamePerson(AmontError):
    """Who had a model learned does not let it decide. Facts: model."""

    code = "model.same_person"
    status = 403


def learn(*, by: Agent, now: datetime, today: date, progress: Progress, seed: int = 0) -> ModelRow:
    """Train a model on all that is known before today; it scores in silence until promoted. TooFewResults."""
    require(GRANTS, by, "learn")
    until = today - timedelta(days=1)
    last = Screening.objects.aggregate(last=Max("pk"))["last"] or 0
    found = history.learned(screenings=last, until=until)
    background = _background(found, today, progress, seed=seed)
    if background is None:
        raise TooFewResults(items=found.height, results=int(found["offence"].count()))
    body = to_bytes(background)
    with transaction.atomic():
        row = ModelRow.objects.create(
            version=background.card.version,
            made_at=now,
            card=background.card.plain(),
            body=body,
            digest=sha256(body).hexdigest(),
            screenings=last,
            labels_until=until,
            by=by.name,
        )
        announce(ModelLearned(row.pk), by=by.name, subject=f"screening.model:{row.pk}")
    return row


def _background(found: pl.DataFrame, today: date, progress: Progress, *, seed: int) -> Background | None:
    items = history.declared(found, outcomes=True)
    dated = items.filter(pl.col("declared_on").is_not_null())
    repeated = builtin(administration().mapping).repeated or REPEATED
    policy = policy_on(today, with_holds=False)
    return remember(dated, repeated=repeated, policy=policy, seed=seed, progress=progress)


@transaction.atomic
def promote(model: int, *, by: Agent, now: datetime) -> ModelRow:
    """Let a model decide; the one that did is retired. A first model, at set-up, needs no second person."""
    require(GRANTS, by, "promote")
    row = ModelRow.objects.select_for_update(of=("self",)).get(pk=model)
    before = ModelRow.objects.select_for_update(of=("self",)).filter(state=ModelState.DECIDING).first()
    if row.by == by.name and not by.has(Role.SYSTEM):
        raise SamePerson(model=row.version)
    if before is not None:
        step(before, "retire", table=TRANSITIONS)
        before.retired_at = now
        before.save(update_fields=["state", "retired_at"])
    step(row, "promote", table=TRANSITIONS)
    row.decided_from = now
    row.save(update_fields=["state", "decided_from"])
    announce(ModelPromoted(row.pk), by=by.name, subject=f"screening.model:{row.pk}")
    return row
