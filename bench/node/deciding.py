"""How many declarations a second the node screens, by lots of several sizes.

python -m bench.node.deciding SEED LOT:LOTS ...
"""

# isort: split
import amont.site.boot  # noqa: F401

# isort: split
import json
import sys
import time
from datetime import UTC, datetime

from django.utils.timezone import localdate

from amont.declarations.models import Version
from amont.kernel.agents import WORKER
from amont.screening.actions.deciding import Screener, screen_waiting
from bench.node.past import lodged


def measured(screener: Screener, *, lot: int, lots: int, seed: int) -> dict[str, float]:
    """Declarations per second and milliseconds of CPU for each; they came one by one and wait already."""
    lodged(lot * lots, seed)
    waiting, today = Version.objects.filter(waiting=True).count(), localdate()
    start, spent, done = time.perf_counter(), time.process_time(), 0
    while found := screen_waiting(screener, by=WORKER, now=datetime.now(UTC), today=today, most=lot):
        done += found
    seconds, cpu = time.perf_counter() - start, time.process_time() - spent
    if done != waiting:
        raise ValueError(f"{done} screened, {waiting} waited")
    return {"rate": done / seconds, "cpu": cpu / done * 1_000}


if __name__ == "__main__":
    asked = [tuple(map(int, word.split(":"))) for word in sys.argv[2:]]
    screener, seed = Screener(), int(sys.argv[1])
    while screen_waiting(screener, by=WORKER, now=datetime.now(UTC), today=localdate()):
        pass  # what waits, and the first time of everything
    found = {
        str(lot): measured(screener, lot=lot, lots=lots, seed=seed + place)
        for place, (lot, lots) in enumerate(asked)
    }
    print(json.dumps(found))
