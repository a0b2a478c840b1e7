"""`amont load`: past declarations with their results, then a model learned from them."""

from __future__ import annotations

# isort: split
import amont.site.boot  # noqa: F401

# isort: split
import sys
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate

from amont.cli.language import say
from amont.cli.reading import read_files
from amont.cli.refusing import refused
from amont.cli.settings import mapping_of
from amont.cli.stages import Stages
from amont.declarations.actions.loading import load_past
from amont.kernel.agents import WORKER
from amont.screening.actions.labelling import load_labels
from amont.screening.actions.learning import learn, promote
from amont.screening.models import ModelRow
from amont.screening.states import ModelState


def load(files: list[Path], *, mapping: str, with_learning: bool) -> None:
    """Write past declarations and results in one transaction, then learn."""
    now = datetime.now(UTC)
    with Stages() as stages:
        found = read_files(files, mapping_of(mapping), outcomes=True, progress=stages)
        stages("write")
        with transaction.atomic():
            keys = load_past(found.items, by=WORKER, now=now)
            load_labels(found.items, keys, by=WORKER)
        if with_learning:
            model = learn(by=WORKER, now=now, today=localdate(), progress=stages)
            first = not ModelRow.objects.filter(state=ModelState.DECIDING).exists()
            if first:
                promote(model.pk, by=WORKER, now=now)
    print(say("load.done", items=found.items.height, refused=found.refused))
    if with_learning:
        print(say("load.decides" if first else "load.shadow", model=model.version))


if __name__ == "__main__":
    mapping, learning, *names = sys.argv[1:]
    with refused():
        load([Path(name) for name in names], mapping=mapping, with_learning=learning == "learn")
