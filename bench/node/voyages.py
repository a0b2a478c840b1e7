"""How much memory and time the lanes of one voyage take, by its bills.

python -m bench.node.voyages announce BILLS | target
"""

# isort: split
import amont.site.boot  # noqa: F401

# isort: split
import json
import sys
import time
from datetime import UTC, datetime

from django.utils.timezone import localdate

from amont.cargo.actions.reading import read_next
from amont.cargo.actions.receiving import receive
from amont.cargo.models import CargoReceipt
from amont.kernel.agents import WORKER, Agent, Posting, Role
from amont.parties.models import Operator
from amont.reference.models import Office
from amont.screening.actions.targeting import Targeter, target_waiting
from bench.messages import manifest, peak_mebibytes

OFFICE, CARRIER = "BENCH", "CARRIER"
OPERATORS = 2_000
FACTS = ("state", "bills", "refusal")


def announce(bills: int) -> dict[str, object]:
    """A voyage of so many bills, received and read; its bills wait for their lane."""
    Office.objects.get_or_create(code=OFFICE, defaults={"name": "Bench"})
    names = [Operator(code=f"B{one:05d}", name=f"STE SENEGALAISE DIMPORT {one}") for one in range(OPERATORS)]
    Operator.objects.bulk_create(names, ignore_conflicts=True)
    agent, now = Agent("bench", "Bench", (Posting(Role.CARRIER, "", CARRIER),)), datetime.now(UTC)
    text = "".join(manifest(bills, seed=bills)).replace("V123", f"V{bills}")
    text = text.replace("202611251400", f"{now:%Y%m}281400")
    told = receive(
        text.encode(), name=f"{bills}.edi", office=OFFICE, ground="", channel="page", by=agent, now=now
    )
    while read_next(by=WORKER, now=now, today=localdate()):
        pass
    return dict(CargoReceipt.objects.values(*FACTS).get(pk=told.pk))


def target() -> dict[str, float]:
    """Seconds, and MiB above what the process held before the voyage, for all that waits."""
    targeter, today = Targeter(), localdate()
    targeter.on(today)
    base, start, done = peak_mebibytes(), time.perf_counter(), 0
    while found := target_waiting(targeter, by=WORKER, now=datetime.now(UTC), today=today):
        done += found
    seconds = time.perf_counter() - start
    return {"bills": done, "seconds": seconds, "base": base, "above": peak_mebibytes() - base}


if __name__ == "__main__":
    verb, *rest = sys.argv[1:]
    print(json.dumps(announce(int(rest[0])) if verb == "announce" else target()))
