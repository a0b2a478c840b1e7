"""Figures as people write them: spaces, comma or dot; then shown as their language writes them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy

BLANKS = re.compile(r"[\s\u00a0\u202f'’]+")
WHOLE_GROUPS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+")
GROUPS_AND_POINT = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:\.\d{3})+,\d+")
ENGLISH_THOUSANDS = re.compile(r"\d{1,3},\d{3}")
THOUSANDS = re.compile(r"\d{1,3}[.,]\d{3}")
PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?|-?[.,]\d+")
LONGEST = 30
MASS_DECIMALS, MONEY_DECIMALS, COUNT_DECIMALS = 3, 2, 0
GROUP, POINT = {"en": ","}, {"en": "."}  # other languages: no-break space, comma


def figure_of(text: str, *, language: str, decimals: int = MASS_DECIMALS) -> Decimal | None:
    """The figure in a text; None when it cannot be read as one. decimals: as many as such a figure can have.

    A sign before three digits groups thousands where there are no three decimals: amounts, counts; a comma
    before three digits does so in English. Else it is the decimal sign.
    """
    bare = BLANKS.sub("", text).replace("\u2212", "-")
    if len(bare) > LONGEST:
        return None
    three = THOUSANDS if decimals < MASS_DECIMALS else ENGLISH_THOUSANDS if language == "en" else WHOLE_GROUPS
    if WHOLE_GROUPS.fullmatch(bare) or three.fullmatch(bare):
        return Decimal(re.sub("[.,]", "", bare))
    if GROUPS_AND_POINT.fullmatch(bare):
        whole, fraction = re.split(r"[.,](?=\d+$)", bare)
        return Decimal(f"{re.sub('[.,]', '', whole)}.{fraction}")
    return Decimal(bare.replace(",", ".")) if PLAIN.fullmatch(bare) else None


def shown(value: Decimal, *, language: str) -> str:
    """A figure in the reader's language, to its last digit."""
    whole, _, fraction = format(value.normalize(), ",f").partition(".")
    grouped = whole.replace(",", GROUP.get(language, "\u00a0"))
    return f"{grouped}{POINT.get(language, ',')}{fraction}" if fraction else grouped


def reader() -> str:
    """The language of the page."""
    return (get_language() or "fr")[:2]


class FigureField(forms.CharField):
    """A figure of any size, typed as text. decimals: as many as it can have."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "unreadable": gettext_lazy(
            "« %(text)s » ne se lit pas comme un nombre : écrivez par exemple 1204,50."
        )
    }

    def __init__(self, *, decimals: int = MONEY_DECIMALS, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 60, **kwargs})
        self._decimals = decimals

    def clean(self, value: Any) -> Any:
        """The figure, or None when nothing is typed."""
        text = super().clean(value)
        if not text:
            return None
        figure = figure_of(text, language=reader(), decimals=self._decimals)
        if figure is None:
            said = self.error_messages["unreadable"]
            raise ValidationError(said, code="unreadable", params={"text": text[:LONGEST]})
        return figure

    def prepare_value(self, value: Any) -> Any:
        """What was typed stays as typed; what is kept is written as the language writes it."""
        if not isinstance(value, Decimal):
            return value
        is_mass = self._decimals == MASS_DECIMALS
        return shown(value if is_mass else round(value, MONEY_DECIMALS), language=reader())
