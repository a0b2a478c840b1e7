"""`amont draw`: the fingerprint of a day's secret; a secret of one's own; the secret of a past day."""

from __future__ import annotations

# isort: split
import amont.site.boot  # noqa: F401

# isort: split
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from django.utils.timezone import localdate

from amont.cli.language import say
from amont.cli.refusing import refused
from amont.cli.secrets import secret_of
from amont.kernel.agents import WORKER
from amont.screening.actions.drawing import commit_draw, reveal_draw


def draw(day: date, *, secret: Path | None, with_reveal: bool) -> None:
    """Bind, show or reveal."""
    now = datetime.now(UTC)
    given = secret_of(secret, None) if secret is not None else None
    row = commit_draw(day, by=WORKER, now=now, secret=given)
    print(say("draw.committed", day=day, commitment=row.commitment))
    if with_reveal:
        revealed = reveal_draw(day, by=WORKER, now=now, today=localdate())
        print(bytes(revealed.secret).hex())


if __name__ == "__main__":
    day, file, reveal = sys.argv[1:]
    with refused():
        draw(
            date.fromisoformat(day) if day else localdate(),
            secret=Path(file) if file else None,
            with_reveal=reveal == "reveal",
        )
