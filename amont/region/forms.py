"""What is asked of the times: between which days, where, in which lane."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from amont.edge.filters import Filters, as_seen, day_field, written
from amont.edge.routes import Words
from amont.kernel.lanes import Lane


class TimesFilters(Filters):
    """Filters of the page of times."""

    def __init__(
        self, data: Any, *, offices: Iterable[tuple[str, str]], lanes: Iterable[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        self.lanes = dict(lanes)
        every = [("", _("Tous"))]
        self.fields["du"] = day_field(_("Sortis du"))
        self.fields["au"] = day_field(_("Au"))
        self.fields["bureau"] = forms.ChoiceField(
            label=_("Bureau"), choices=[*every, *offices], required=False
        )
        self.fields["circuit"] = forms.ChoiceField(
            label=_("Circuit"), choices=[*every, *self.lanes.items()], required=False
        )
        self.fields["regime"] = forms.CharField(label=_("Modèle"), max_length=10, required=False)

    @property
    def narrowed(self) -> dict[str, Any]:
        """As `queries.times.seen` takes it."""
        lane = self.asked_of("circuit")
        return {
            "first": self.asked_of("du"),
            "last": self.asked_of("au"),
            "office": self.asked_of("bureau"),
            "lane": None if lane is None else int(Lane[lane.upper()]),
            "model": self.asked_of("regime"),
        }

    def said(self, words: Words) -> str:
        """The filters as a sentence, empty without any."""
        parts = []
        if first := self.asked_of("du"):
            parts.append(_("depuis le %(day)s") % {"day": written(first, words)})
        if last := self.asked_of("au"):
            parts.append(_("jusqu’au %(day)s") % {"day": written(last, words)})
        parts += [str(value) for name in ("bureau", "regime") if (value := self.asked_of(name))]
        lane = self.asked_of("circuit")
        parts += [] if lane is None else [self.lanes[lane]]
        return as_seen(parts)
