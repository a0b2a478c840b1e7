"""At the gate: a question is answered and kept; an exit is noted once, against its release or none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from django.db import transaction

from amont.declarations.actions.clearing import locked, note_cleared
from amont.formats.manifest.numbers import container_number
from amont.journal.actions import announce, record
from amont.kernel.agents import WORKER, Agent, Role, require
from amont.kernel.errors import AmontError
from amont.kernel.states import step
from amont.release.events import GoodsLeft, LeftUnreleased
from amont.release.models import Exit, ExitNote, GateAnswer, Release
from amont.release.models.gate import LONGEST_SHOWN
from amont.release.permissions import GRANTS
from amont.release.queries.gate import Told, told
from amont.release.states import TRANSITIONS, GateWord

LONGEST_KEY, LONGEST_BOX, LONGEST_VEHICLE, LONGEST_GROUND = 64, 17, 40, 300
MOST_BOXES = 2_000
MOST_PACKAGES = Decimal(10) ** 12


class ExitRefused(AmontError):
    """An exit that cannot be noted. field: the answer to look at again."""

    code = "release.exit_refused"
    status = 409
    field = "shown"


class NothingShown(ExitRefused):
    """A gate asks of something: a number, a token, a reference."""

    code = "release.nothing_shown"
    status = 422


class ExitKeyMissing(ExitRefused):
    """What is noted bears a key of its sender. Facts: most."""

    code = "release.key_missing"
    status = 422


class ExitKeyUsed(ExitRefused):
    """The key belongs to another exit. Facts: key."""

    code = "release.key_used"


class ExitUnknown(ExitRefused):
    """No release was given under what is shown. Facts: shown."""

    code = "release.exit_unknown"


class LeftAlready(ExitRefused):
    """All that was released is out. Facts: number, at."""

    code = "release.left_already"


class ExitStopped(ExitRefused):
    """The release was withdrawn, its goods are held, or it is of another office. Facts: number, why."""

    code = "release.exit_stopped"


class BoxNotReleased(ExitRefused):
    """The container is not of this release, or is out already. Facts: box, number."""

    code = "release.box_not_released"
    field = "boxes"


class TooManyPackages(ExitRefused):
    """More packages than are still there. Facts: number, left."""

    code = "release.too_many_packages"
    field = "packages"


class ExitExplained(AmontError):
    """Somebody said before what came of it, or a release covers it: nothing is to be explained."""

    code = "release.exit_explained"
    status = 409


class ExplanationMissing(AmontError):
    """What was found is written."""

    code = "release.explanation_missing"


class OwnExit(AmontError):
    """Who noted an exit does not explain it."""

    code = "release.own_exit"
    status = 403


@dataclass(frozen=True, slots=True)
class Leaving:
    """An exit as it is told. boxes: none for all that is released. is_out: it has left, whatever is known.

    key: of the sender, so that sending twice is one.
    """

    shown: str
    key: str
    at: datetime
    boxes: tuple[str, ...] = ()
    vehicle: str = ""
    packages: Decimal | None = None
    is_out: bool = False

    @property
    def numbers(self) -> tuple[str, ...]:
        """Containers as bills have them, each once."""
        return tuple(dict.fromkeys(container_number(box)[:LONGEST_BOX] for box in self.boxes if box.strip()))

    @property
    def digest(self) -> str:
        """Of what is told, its instant aside: a form sent twice is one."""
        said = (self.shown.strip(), sorted(self.numbers), self.vehicle.strip(), self.packages, self.is_out)
        return sha256(repr(said).encode()).hexdigest()


@transaction.atomic
def ask_gate(shown: str, *, by: Agent, now: datetime, today: date) -> Told:
    """The answer to a gate, kept with its question. NothingShown."""
    require(GRANTS, by, "ask_gate")
    if not shown.strip():
        raise NothingShown()
    found = told(shown, by=by, day=today)
    GateAnswer.objects.create(
        release=found.release,
        shown=_cut(shown),
        word=found.word,
        why=found.why,
        office=office_of(by),
        at=now,
        by=by.name,
    )
    return found


@transaction.atomic
def note_exit(asked: Leaving, *, by: Agent, now: datetime, today: date) -> tuple[Exit, bool]:
    """Goods go through the gate; is it new? All of a release, or some of its boxes or packages.

    What no release covers is refused, unless it is out already: then it is kept, and told at once.
    ExitRefused, by its kinds.
    """
    require(GRANTS, by, "note_exit")
    before = known(asked, by=by)
    if before is not None:
        return before, False
    return _noted(asked, by=by, now=now, today=today), True


def known(asked: Leaving, *, by: Agent) -> Exit | None:
    """The exit that this key brought before. ExitKeyMissing, NothingShown, ExitKeyUsed."""
    if not asked.key or len(asked.key) > LONGEST_KEY:
        raise ExitKeyMissing(most=LONGEST_KEY)
    if not asked.shown.strip():
        raise NothingShown()
    before = Exit.objects.filter(by=by.name, key=asked.key).first()
    if before is not None and before.digest != asked.digest:
        raise ExitKeyUsed(key=asked.key)
    return before


def _noted(asked: Leaving, *, by: Agent, now: datetime, today: date) -> Exit:
    """Write an exit that was not noted before, under the locks of its declaration and release."""
    found = _locked_answer(asked, by=by, today=today)
    is_covered = found.word is GateWord.MAY_LEAVE
    if not is_covered and not asked.is_out:
        raise _refusal(found, asked)
    release = found.release if is_covered else None
    is_last = release is not None and _is_last(asked, found)
    row = Exit.objects.create(
        release=release,
        is_last=is_last,
        shown=_cut(asked.shown),
        word=found.word,
        boxes=list(asked.numbers or (found.boxes_left if is_last else ()))[:MOST_BOXES],
        vehicle=" ".join(asked.vehicle.split())[:LONGEST_VEHICLE].upper(),
        packages=asked.packages,
        office=release.office if release else office_of(by),
        at=min(asked.at, now),
        noted_at=now,
        by=by.name,
        key=asked.key,
        digest=asked.digest,
    )
    if release is None:
        announce(LeftUnreleased(row.pk), by=by.name, subject=row.subject, office=row.office)
    else:
        _note(row, release, by=by, now=now)
    return row


def _locked_answer(asked: Leaving, *, by: Agent, today: date) -> Told:
    """What the gate is answered once nobody else can move the declaration or its release."""
    first = told(asked.shown, by=by, day=today)
    if first.release is None:
        return first
    locked([first.release.declaration_id])
    Release.objects.select_for_update(of=("self",)).get(pk=first.release.pk)
    return told(asked.shown, by=by, day=today)


def _refusal(found: Told, asked: Leaving) -> ExitRefused:
    if found.release is None or found.word is GateWord.UNKNOWN:
        return ExitUnknown(shown=_cut(asked.shown))
    if found.word is GateWord.LEFT:
        return LeftAlready(number=found.release.number, at=found.release.ended_at)
    return ExitStopped(number=found.release.number, why=found.why)


def _is_last(asked: Leaving, found: Told) -> bool:
    """Is everything out with this one? BoxNotReleased, TooManyPackages."""
    assert found.release is not None  # noqa: S101  it may leave: there is one
    left = set(found.boxes_left)
    if found.release.boxes and asked.numbers:
        strange = next((box for box in asked.numbers if box not in left), None)
        if strange is not None:
            raise BoxNotReleased(box=strange, number=found.release.number)
        return left == set(asked.numbers)
    if asked.packages is None or found.packages_left is None:
        return True
    if not 0 < asked.packages <= found.packages_left:
        raise TooManyPackages(number=found.release.number, left=found.packages_left)
    return asked.packages == found.packages_left


def _note(row: Exit, release: Release, *, by: Agent, now: datetime) -> None:
    """What follows an exit that a release covers; with the last one the release is over."""
    declaration = release.declaration
    record(
        "release.note_exit",
        by=by.name,
        subject=declaration.subject,
        office=row.office,
        number=release.number,
        boxes=row.boxes,
    )
    if not row.is_last:
        return
    fresh = Release.objects.get(pk=release.pk)
    step(fresh, "leave", table=TRANSITIONS)
    Release.objects.filter(pk=release.pk).update(state=fresh.state, ended_at=now, ended_by=by.name)
    note_cleared(locked([declaration.pk]), "leave", by=WORKER)
    announce(
        GoodsLeft(release.pk, declaration.pk), by=by.name, subject=declaration.subject, office=row.office
    )


@transaction.atomic
def explain_exit(exit_: int, *, ground: str, by: Agent, now: datetime) -> ExitNote:
    """A chief who did not note it says what was found of an exit that no release covers.

    OwnExit, ExplanationMissing, ExitExplained.
    """
    row = Exit.objects.select_for_update(of=("self",)).get(pk=exit_)
    require(GRANTS, by, "explain_exit", row)
    if row.by == by.name:
        raise OwnExit()
    said = " ".join(ground.replace("\0", "").split())[:LONGEST_GROUND]
    if not said:
        raise ExplanationMissing()
    if row.release_id is not None or ExitNote.objects.filter(exit=row).exists():
        raise ExitExplained()
    note = ExitNote.objects.create(exit=row, ground=said, by=by.name, at=now)
    record("release.explain_exit", by=by.name, subject=row.subject, office=row.office, ground=said)
    return note


def office_of(by: Agent) -> str:
    """The one office in which somebody stands at the gate; "" for all of them, or several."""
    offices = by.offices(Role.GATE, Role.TERMINAL)
    return next(iter(offices)) if offices and len(offices) == 1 else ""


def _cut(shown: str) -> str:
    return " ".join(shown.replace("\0", "").split())[:LONGEST_SHOWN]
