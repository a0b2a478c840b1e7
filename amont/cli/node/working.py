"""The worker: reads files, decides lanes, runs the answers to events, grows the tree of the journal.

Each duty has its own thread and connection; a duty that fails is told, waits longer, and goes on.
"""

from __future__ import annotations

# isort: split
import amont.site.boot  # noqa: F401

# isort: split
import logging
import os
import signal
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils.timezone import localdate

from amont.cargo.actions.differing import expire_differences
from amont.cargo.actions.reading import read_next as read_next_message
from amont.cargo.actions.watching import watch
from amont.controls.actions.assigning import assign_left
from amont.declarations.actions.once import forget_keys
from amont.declarations.actions.receiving import read_next
from amont.declarations.actions.registering import lapse_early
from amont.exchange.actions.sending import send_waiting
from amont.journal.actions import beat
from amont.journal.delivering import deliver
from amont.journal.sequencing import sequence
from amont.journey import ANSWERS
from amont.kernel.agents import WORKER
from amont.payments.actions.asking import follow_askings
from amont.payments.actions.assessing import assess_left
from amont.region.actions.noting import note_times
from amont.release.actions.releasing import release_waiting
from amont.screening.actions.acknowledging import watch_orders
from amont.screening.actions.again import decide_again
from amont.screening.actions.deciding import Screener, screen_waiting
from amont.screening.actions.drawing import commit_draw
from amont.screening.actions.matching import forget_notices, match_searches
from amont.screening.actions.planning import propose_limits
from amont.screening.actions.reminding import close_answered, remind
from amont.screening.actions.targeting import Targeter, learn_words, target_waiting
from amont.security.actions import forget_old

LOG = logging.getLogger("amont.worker")
PAUSE, LONGEST_PAUSE, DOUBLINGS = 0.25, 30.0, 10
DAY_PAUSE = MINUTE = 60.0
KEYS_KEPT = timedelta(days=7)
Duty = Callable[[], int]


def run(stop: Event) -> None:
    """Do all duties until told to stop."""
    screener, targeter = Screener(), Targeter()
    duties: dict[str, tuple[Duty, float]] = {
        "reading": (lambda: read_next(by=WORKER, now=_now(), today=localdate()), PAUSE),
        "cargo": (lambda: read_next_message(by=WORKER, now=_now(), today=localdate()), PAUSE),
        "screening": (lambda: _screen(screener), PAUSE),
        "targeting": (
            lambda: target_waiting(targeter, by=WORKER, now=_now(), today=localdate()),
            PAUSE,
        ),
        "searching": (lambda: match_searches(by=WORKER, now=_now(), today=localdate()), 5.0),
        "answering": (lambda: deliver(ANSWERS, by=WORKER, now=_now(), today=localdate()), PAUSE),
        "sequencing": (lambda: sequence(by=WORKER, now=_now()), PAUSE),
        "day": (_open_days, DAY_PAUSE),
        "watching": (_watch, MINUTE),
        "unanswered": (lambda: watch_orders(by=WORKER, now=_now()), MINUTE),
        "assessing": (lambda: assess_left(by=WORKER, now=_now(), today=localdate()), MINUTE),
        "releasing": (lambda: release_waiting(by=WORKER, now=_now(), today=localdate()), MINUTE),
        "timing": (lambda: note_times(by=WORKER), 5.0),
        "sending": (lambda: send_waiting(by=WORKER, now=_now()), 1.0),
        "collecting": (lambda: follow_askings(by=WORKER, now=_now(), today=localdate()), 1.0),
        "pulse": (_beat, 10.0),
    }
    threads = [
        Thread(target=_repeat, args=(name, duty, pause, stop), name=name)
        for name, (duty, pause) in duties.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _repeat(name: str, duty: Duty, pause: float, stop: Event) -> None:
    """Again and again: at once while there is work, else after a pause, later after a failure."""
    failures = 0
    while not stop.is_set():
        try:
            close_old_connections()
            done = duty()
            failures = 0
        except Exception:  # noqa: BLE001  the border of the process: told, and tried again
            LOG.exception("%s failed", name)
            connection.close()
            failures += 1
            done = 0
        if not done:
            stop.wait(pause_after(failures, usual=pause))
    connection.close()


def pause_after(failures: int, *, usual: float) -> float:
    """Seconds before a duty begins again: the usual ones, and twice as long after each failure in a row."""
    return usual if not failures else min(LONGEST_PAUSE, usual * 2 ** min(failures, DOUBLINGS))


def _watch() -> int:
    """What comes late: manifests, and the answers of carriers."""
    late = watch(by=WORKER, now=_now()) + remind(by=WORKER, now=_now())
    return late + close_answered(by=WORKER, now=_now())


def _screen(screener: Screener) -> int:
    """What waits for its lane, and what a new fact has decided again."""
    done = screen_waiting(screener, by=WORKER, now=_now(), today=localdate())
    return done + decide_again(by=WORKER, now=_now(), today=localdate())


def _open_days() -> int:
    """The chance of today and of tomorrow is bound before they begin."""
    for days in (0, 1):
        commit_draw(localdate() + timedelta(days=days), by=WORKER, now=_now())
    forget_keys(before=_now() - KEYS_KEPT, by=WORKER)
    forget_notices(by=WORKER, now=_now())
    learn_words(by=WORKER, now=_now(), today=localdate())
    propose_limits(by=WORKER, now=_now(), today=localdate())
    expire_differences(by=WORKER, now=_now())
    lapse_early(by=WORKER, now=_now())
    assign_left(by=WORKER, now=_now(), today=localdate())  # postings that begin today
    return forget_old(by=WORKER, now=_now())


def _beat() -> int:
    beat(f"{socket.gethostname()}:{os.getpid()}", at=_now())
    return 0


def _now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    """Run until SIGTERM or SIGINT."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    LOG.info("worker started, day of %s", settings.TIME_ZONE)
    run(stop)


if __name__ == "__main__":
    main()
