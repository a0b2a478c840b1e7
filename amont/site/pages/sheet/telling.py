"""What happened to a declaration, in sentences; its versions, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amont.declarations.models import Item, Version
from amont.declarations.permissions import GRANTS
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, may
from amont.kernel.findings import clip
from amont.kernel.lanes import Cause
from amont.site.formats import EMPTY
from amont.site.pages.sheet.excerpt import LONGEST_LINE
from amont.site.pages.sheet.reading import Sheet
from amont.site.pages.sheet.source import written
from amont.site.pages.sheet.wording import COLUMNS, lane_word
from amont.site.templatetags.writing import integer, words
from amont.site.words import LANE_OF

MOST_VERSIONS = 5
MOST_COMPARED = 600  # items of all compared versions together
MOST_CHANGES = 100
Told = tuple[str, str] | None  # title and text; None: not for these eyes


# ---- what happened -----------------------------------------------------------------------------------------


def timeline(sheet: Sheet) -> list[dict[str, Any]]:
    """Moments, oldest first; the last one is where the file stands now."""
    moments = []
    if sheet.is_past:
        text = _("reprise du système précédent")
        moments.append(
            {"at": sheet.row.declared_on or sheet.row.lodged_at, "title": _("Déclarée"), "text": text}
        )
    for entry in sheet.entries:
        told = SENTENCES.get(entry.name, _untold)(sheet, entry)
        if told is not None:
            moments.append({"at": entry.at, "title": told[0], "text": told[1]})
    if moments:
        moments[-1]["now"] = True
    return moments


def _by(sheet: Sheet, entry: Entry) -> str:
    """Who did it, for officers; the node itself is not named."""
    if not sheet.eyes.is_officer or entry.by == WORKER.name:
        return ""
    return _("par %(name)s") % {"name": sheet.names.get(entry.by, entry.by)}


def _untold(_sheet: Sheet, _entry: Entry) -> Told:
    return None


def _lodged(sheet: Sheet, entry: Entry) -> Told:
    number = int(entry.facts.get("version", 1))
    if number <= sheet.versions[0].number:
        return _("Déclaration déposée"), _by(sheet, entry)
    return _("Version %(number)s déposée") % {"number": number}, _by(sheet, entry)


def _lane(sheet: Sheet, entry: Entry) -> Told:
    """The cause is said for the version it is known of, to those who may know it."""
    lane = LANE_OF.get(str(entry.facts.get("lane")))
    if lane is None or not sheet.eyes.lane:
        return None
    title = _("Circuit %(lane)s attribué") % {"lane": lane_word(lane)}
    if entry.pk in _by_people(sheet):
        return title, _("changé par des agents")
    cause = _cause_then(sheet, entry)
    return title, _("cause\u00a0: %(cause)s") % {"cause": words().cause(cause).lower()} if cause else ""


def _cause_then(sheet: Sheet, entry: Entry) -> Cause | None:
    """What decided that time: the last lane of the version is the one in force, others stand before it."""
    if sheet.told is None or entry.facts.get("version") != sheet.version.number:
        return None
    people = _by_people(sheet)
    lanes = (one.pk for one in sheet.entries if _is_lane_of(one, sheet.version.number))
    same = [key for key in lanes if key not in people]
    later = len(same) - 1 - same.index(entry.pk)
    causes = [one.cause_before for one in sheet.told.again] + [sheet.told.cause.value]
    return Cause(causes[-1 - later] or Cause.NONE) if later < len(causes) else None


def _by_people(sheet: Sheet) -> set[int]:
    """Lanes that were noted because people changed them: each stands just before the word of its change."""
    found: set[int] = set()
    last = 0
    for entry in sheet.entries:
        if entry.name == "LaneNoted":
            last = entry.pk
        elif entry.name == "LaneChanged" and entry.facts.get("state") == "done":
            found.add(last)
    return found


def _lane_asked(sheet: Sheet, entry: Entry) -> Told:
    """A lane that somebody asked for: officers who see lanes."""
    lane = LANE_OF.get(str(entry.facts.get("lane")))
    if lane is None or not (sheet.eyes.lane and sheet.eyes.is_officer):
        return None
    return _("Circuit %(lane)s demandé") % {"lane": lane_word(lane)}, _by(sheet, entry)


def _lane_refused(sheet: Sheet, entry: Entry) -> Told:
    if entry.facts.get("state") != "refused" or not (sheet.eyes.lane and sheet.eyes.is_officer):
        return None
    return _("Changement de circuit refusé"), _by(sheet, entry)


def _proposed(sheet: Sheet, entry: Entry) -> Told:
    return _("Constat %(n)s proposé") % {"n": entry.facts.get("number", 1)}, _by(sheet, entry)


def _decided(sheet: Sheet, entry: Entry) -> Told:
    is_confirmed = entry.facts.get("state") == "confirmed"
    return _("Constat confirmé") if is_confirmed else _("Constat renvoyé"), _by(sheet, entry)


def _is_lane_of(entry: Entry, version: int) -> bool:
    return entry.name == "LaneNoted" and entry.facts.get("version") == version


def _cancelled(_sheet: Sheet, entry: Entry) -> Told:
    return _("Déclaration annulée"), str(entry.facts.get("ground", ""))


def _controlled(_sheet: Sheet, _entry: Entry) -> Told:
    return _("Contrôle clos"), ""


def _assigned(sheet: Sheet, entry: Entry) -> Told:
    """Only those who see the control get here: see `reading`."""
    officer = str(entry.facts.get("officer", ""))
    n = len(entry.facts.get("candidates", []))
    title = _("Contrôle confié à %(name)s") % {"name": sheet.names.get(officer, officer)}
    text = ngettext("par tirage entre %(n)s agent", "par tirage entre %(n)s agents", n) % {"n": integer(n)}
    return title, text if n else ""


def _redrawn(sheet: Sheet, entry: Entry) -> Told:
    return _("Nouveau tirage demandé"), str(entry.facts.get("reason", "")) or _by(sheet, entry)


def _started(sheet: Sheet, entry: Entry) -> Told:
    return _("Contrôle commencé"), _by(sheet, entry)


def _signed(sheet: Sheet, entry: Entry) -> Told:
    return _("Acte de contrôle signé"), _by(sheet, entry)


def _withdrawn(_sheet: Sheet, _entry: Entry) -> Told:
    return _("Contrôle retiré"), ""


def _ended_elsewhere(_sheet: Sheet, _entry: Entry) -> Told:
    return _("Contrôle retiré"), _("résultat reçu d’un autre système")


SENTENCES: Mapping[str, Callable[[Sheet, Entry], Told]] = {
    "DeclarationLodged": _lodged,
    "LaneNoted": _lane,
    "declarations.cancel": _cancelled,
    "DeclarationControlled": _controlled,
    "ControlAssigned": _assigned,
    "controls.redraw": _redrawn,
    "ControlStarted": _started,
    "ControlClosed": _signed,
    "ControlWithdrawn": _withdrawn,
    "ControlEndedElsewhere": _ended_elsewhere,
    "controls.change_lane": _lane_asked,
    "LaneChanged": _lane_refused,
    "FindingProposed": _proposed,
    "FindingDecided": _decided,
}


# ---- versions ----------------------------------------------------------------------------------------------


def versions(sheet: Sheet) -> dict[str, Any] | None:
    """Each version and what changed since the one before; None while there is one only."""
    if len(sheet.versions) < 2:
        return None
    rows = [_version(sheet, one) for one in reversed(sheet.versions)]
    return {"rows": rows, "changes": _changes(sheet), "most": MOST_CHANGES}


def _version(sheet: Sheet, version: Version) -> dict[str, Any]:
    receipt = version.receipt
    sees = receipt is not None and may(GRANTS, sheet.agent, "read_receipt", receipt)
    return {
        "number": version.number,
        "at": version.lodged_at,
        "by": sheet.names.get(version.by, "") if sheet.eyes.is_officer else "",
        "file": clip(receipt.name) if receipt is not None else "",
        "url": reverse("receipt", args=[receipt.pk]) if sees and receipt is not None else "",
        "held": version.held,
        "is_current": version.pk == sheet.version.pk,
    }


def _changes(sheet: Sheet) -> list[dict[str, Any]]:
    """Pairs of versions, the newest first, each with what differs. One query."""
    compared = sheet.versions[-MOST_VERSIONS:]
    found = Item.objects.filter(version__in=compared).order_by("version_id", "pk")[: MOST_COMPARED + 1]
    items = list(found)
    if len(items) > MOST_COMPARED:
        return []
    of = {one.pk: [item for item in items if item.version_id == one.pk] for one in compared}
    pairs = list(zip(compared, compared[1:], strict=False))
    return [
        {
            "title": _("De la version %(before)s à la version %(after)s")
            % {"before": before.number, "after": after.number},
            "rows": differences(of[before.pk], of[after.pk], sheet.house.currency)[:MOST_CHANGES],
        }
        for before, after in reversed(pairs)
    ]


def differences(before: Sequence[Item], after: Sequence[Item], currency: str) -> list[dict[str, str]]:
    """Item by item, each column that differs; an item that came or went is one line."""
    old, new = _numbered(before), _numbered(after)
    rows = []
    for number in sorted(old.keys() | new.keys()):
        mine, theirs = old.get(number), new.get(number)
        if mine is None or theirs is None:
            kept = mine or theirs
            said = clip(kept.description or kept.hs_code) if kept is not None else ""
            term = _("Article retiré") if theirs is None else _("Article ajouté")
            pair = (said or EMPTY, EMPTY) if theirs is None else (EMPTY, said or EMPTY)
            rows.append(_change(number, term, *pair))
            continue
        for name, title in COLUMNS.items():
            values = getattr(mine, name), getattr(theirs, name)
            if values[0] != values[1]:
                pair = written(name, values[0], mine, currency), written(name, values[1], theirs, currency)
                if pair[0] == pair[1]:  # they differ beyond what is usually written
                    pair = clip(values[0], LONGEST_LINE), clip(values[1], LONGEST_LINE)
                rows.append(_change(number, str(title), *pair))
    return rows


def _numbered(items: Sequence[Item]) -> dict[int, Item]:
    """By number; items without one by their place, after the others."""
    return {item.item if item.item is not None else 10**9 + place: item for place, item in enumerate(items)}


def _change(number: int, term: str, before: str, after: str) -> dict[str, str]:
    return {
        "article": EMPTY if number >= 10**9 else str(number),
        "term": term,
        "before": before,
        "after": after,
    }
