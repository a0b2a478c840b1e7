"""What stands in memory between two screenings: the deciding model, its profiles brought forward to now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from amont.engine.profiles.encode import encode, outcomes
from amont.engine.screen.background import Background
from amont.engine.screen.bundle import from_bytes
from amont.screening.facts import history
from amont.screening.models import ModelRow, Screening
from amont.screening.states import ModelState

EPOCH = date(1970, 1, 1)


@dataclass
class Standing:
    """The background of one model. screenings: last one in its profiles. labels_until: see ModelRow."""

    model: int
    version: str
    background: Background
    screenings: int
    labels_until: date

    @property
    def as_of(self) -> date | None:
        """The day the profiles have reached."""
        day = self.background.profiles.as_of
        return None if day is None else EPOCH + timedelta(days=day)

    def learn_results(self, *, until: date) -> None:
        """Take in the results recorded up to a day; each counts from the day after it was recorded."""
        if until <= self.labels_until:
            return
        found = history.labelled(after=self.labels_until, until=until)
        if found.height:
            items = history.declared(found, outcomes=True)
            encoded = encode(items, repeated=self.background.repeated)
            nothing = encoded.take(np.zeros(0, np.int64))
            self.background.profiles.advance(nothing, results=encoded, found=outcomes(items))
        self.labels_until = until

    def is_current(self) -> bool:
        """Has nobody else decided, or screened, since? Two queries."""
        deciding = ModelRow.objects.filter(state=ModelState.DECIDING).values_list("pk", flat=True).first()
        return deciding == self.model and _last_screening() == self.screenings


def standing_of(row: ModelRow) -> Standing:
    """A model as it stands now: its own profiles, then what was screened since, then results."""
    background = from_bytes(bytes(row.body))
    standing = Standing(row.pk, row.version, background, row.screenings, row.labels_until)
    since = history.screened_since(row.screenings)
    if since.height:
        items = history.declared(since, outcomes=False).with_columns(declared_on=since["as_of"])
        background.profiles.advance(encode(_ordered(items), repeated=background.repeated))
    standing.screenings = _last_screening()
    return standing


def deciding() -> Standing | None:
    """The model that decides, ready; None while nothing was learned."""
    row = ModelRow.objects.filter(state=ModelState.DECIDING).first()
    return None if row is None else standing_of(row)


def _ordered(items: pl.DataFrame) -> pl.DataFrame:
    return items.sort("declared_on", maintain_order=True)


def _last_screening() -> int:
    return Screening.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
