"""What decided: the stages in the order in which they ask, what each saw, and what decided again since."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from amont.holds.forms import field_name
from amont.kernel.findings import clip
from amont.kernel.lanes import Cause, Lane
from amont.kernel.money import Money
from amont.screening.models import DecidedAgain, ScreenedItem
from amont.screening.queries.reasons import Told
from amont.site.pages.sheet.reading import Sheet
from amont.site.pages.sheet.wording import lane_word
from amont.site.templatetags.writing import (
    instant,
    number,
    percent,
    probability,
    rounded_money,
    signed,
    words,
)

DRAWS = ("random", "exploration", "operator", "spare")
THRESHOLDS = {Lane.RED: "offence", Lane.YELLOW: "documents", Lane.BLUE: "audit"}
Stage = Callable[[Sheet, Told, ScreenedItem], str]


def path(sheet: Sheet) -> list[dict[str, Any]]:
    """The doors of the path; stages that had nothing to ask of this declaration are left out."""
    told = sheet.told
    if told is None:
        return []
    item, doors, is_after = told.leader, [], False
    for cause, text in STAGES.items():
        if not (cause is told.cause or _was_asked(cause, told, item)):
            continue
        decided = cause is told.cause
        doors.append(
            {
                "title": words().cause(cause),
                "text": text(sheet, told, item),
                "verdict": _verdict(told) if decided else "",
                "decided": decided,
                "after": is_after,
            }
        )
        is_after = is_after or decided
    return doors


def decided_again(sheet: Sheet) -> list[dict[str, str]]:
    """Each time a hold had the lane decided again, oldest first: when, what it was before, and why."""
    if sheet.told is None:
        return []
    return [
        {
            "title": _("Circuit décidé de nouveau le %(at)s") % {"at": instant(one.at)},
            "text": _since(one),
            "url": reverse("holds"),
        }
        for one in sheet.told.again
    ]


def _since(one: DecidedAgain) -> str:
    hold = one.hold
    facts = {
        "before": lane_word(Lane(one.lane_before)),
        "cause": words().cause(Cause(one.cause_before or Cause.NONE)).lower(),
        "lane": lane_word(Lane(one.lane)),
        "field": field_name(hold.field),
        "value": clip(hold.value),
        "ground": hold.ground.rstrip("."),
    }
    told = [
        _("Avant\u00a0: circuit %(before)s (cause\u00a0: %(cause)s).") % facts,
        _("Depuis\u00a0: circuit %(lane)s, par un blocage (%(field)s %(value)s)\u00a0: %(ground)s.") % facts,
    ]
    if hold.lifted_at is not None:
        told.append(
            _("Ce blocage est levé depuis le %(at)s. Le circuit reste\u00a0; l’agent décide.")
            % {"at": instant(hold.lifted_at)}
        )
    return " ".join(told)


def _verdict(told: Told) -> str:
    return _("A décidé : %(lane)s") % {"lane": lane_word(told.lane)}


def _was_asked(cause: Cause, told: Told, item: ScreenedItem) -> bool:
    """Has this stage anything to say? Prices of the file are compared only where no score is possible."""
    has_score = item.probability is not None
    return {
        Cause.EARLIER: told.screening.earlier_lane is not None,
        Cause.CRITICAL: item.critical is not None and told.limits.get("critical") is not None,
        Cause.DUTY: has_score,
        Cause.PRICE: not has_score,
        Cause.EXPLORATION: item.uncertainty is not None,
        Cause.NONE: False,
    }.get(cause, True)


def drawn(told: Told, name: str) -> float:
    """One of the four numbers that the declaration drew."""
    return float(told.screening.draws[DRAWS.index(name)])


def _block(_sheet: Sheet, _told: Told, item: ScreenedItem) -> str:
    if item.blocked:
        return _("un blocage porte sur la marchandise")
    return _("une donnée essentielle manque") if item.held else _("aucun")


def _earlier(_sheet: Sheet, told: Told, _item: ScreenedItem) -> str:
    lane = Lane(told.screening.earlier_lane or 0)
    return _("circuit %(lane)s avant, gardé s’il est plus strict") % {"lane": lane_word(lane)}


def _new_operator(_sheet: Sheet, told: Told, item: ScreenedItem) -> str:
    if not item.is_new_operator:
        return _("non, déjà connu")
    share = told.limits.get("new_operator") or 0
    facts = {"draw": number(drawn(told, "operator"), 3), "share": number(share, 3)}
    return _("oui ; tiré %(draw)s, visite sous %(share)s") % facts


def _criterion(_sheet: Sheet, _told: Told, item: ScreenedItem) -> str:
    if item.selected:
        return ", ".join(item.selected.split())
    return _("rempli, mais non tiré") if item.hits else _("aucun n’est rempli")


def _critical(_sheet: Sheet, told: Told, item: ScreenedItem) -> str:
    facts = {"score": probability(item.critical), "limit": percent(told.limits["critical"])}
    return _("%(score)s, seuil du jour : %(limit)s") % facts


def _duty(sheet: Sheet, told: Told, item: ScreenedItem) -> str:
    """Amounts are rounded: the exact ones stand among the reasons."""
    limit = told.limits.get("duty")
    expected = _money(sheet, item.expected_duty)
    if limit is None:
        return _("%(expected)s attendus") % {"expected": expected}
    return _("%(expected)s attendus, seuil : %(limit)s") % {
        "expected": expected,
        "limit": _money(sheet, limit),
    }


def _money(sheet: Sheet, value: float | None) -> str:
    return rounded_money(Money(Decimal(str(value or 0)), sheet.house.currency))


def _offence(_sheet: Sheet, told: Told, item: ScreenedItem) -> str:
    """The threshold of the lane that it gave, else that of the red lane."""
    if item.probability is None:
        return _("aucun score possible ce jour")
    lane = told.lane if told.cause is Cause.OFFENCE and told.lane in THRESHOLDS else Lane.RED
    limit = told.limits.get(THRESHOLDS[lane])
    if limit is None:
        return probability(item.probability)
    facts = {"score": probability(item.probability), "lane": lane_word(lane), "limit": percent(limit)}
    return _("%(score)s, seuil du %(lane)s ce jour : %(limit)s") % facts


def _price(_sheet: Sheet, _told: Told, item: ScreenedItem) -> str:
    if item.price_gap is None:
        return _("trop peu d’articles à comparer")
    return _("%(gap)s de la médiane du fichier") % {"gap": signed(item.price_gap)}


def _exploration(_sheet: Sheet, told: Told, _item: ScreenedItem) -> str:
    """The chance is that of the most uncertain item of the declaration."""
    most = max((one.uncertainty or 0 for one in told.items.values()), default=0)
    chance = min(1.0, most * (told.limits.get("exploration") or 0))
    return _drawn(drawn(told, "exploration"), chance)


def _random(_sheet: Sheet, told: Told, _item: ScreenedItem) -> str:
    return _drawn(drawn(told, "random"), told.limits.get("random") or 0)


def _none(_sheet: Sheet, _told: Told, _item: ScreenedItem) -> str:
    return _("aucune étape n’a demandé de contrôle")


def _drawn(draw: float, below: float) -> str:
    return _("%(draw)s, il fallait moins de %(below)s") % {"draw": number(draw, 3), "below": number(below, 3)}


STAGES: dict[Cause, Stage] = {
    Cause.BLOCK: _block,
    Cause.EARLIER: _earlier,
    Cause.NEW_OPERATOR: _new_operator,
    Cause.CRITERION: _criterion,
    Cause.CRITICAL: _critical,
    Cause.DUTY: _duty,
    Cause.OFFENCE: _offence,
    Cause.PRICE: _price,
    Cause.EXPLORATION: _exploration,
    Cause.RANDOM: _random,
    Cause.NONE: _none,
}
