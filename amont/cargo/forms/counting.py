"""Forms of the quay: one count of a bill or box, an explanation, a decision."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from amont.cargo.actions.counts import LONGEST_KEY, MOST_FIGURE, YEARS, Count, Line
from amont.cargo.actions.differing import LONGEST_EXPLANATION, LONGEST_GROUND
from amont.edge.figures import COUNT_DECIMALS, MASS_DECIMALS, FigureField

DIGEST = re.compile("[0-9a-f]{64}")
CLOSE_TO = "off"  # what phones would fill in is never what was found


class CountForm(forms.Form):
    """What was found. number: asked where the bill is none that the manifest announces."""

    def __init__(
        self, data: Any = None, *, initial: dict[str, Any] | None = None, is_other: bool = False
    ) -> None:
        super().__init__(data, initial=initial)
        if is_other:
            self.fields["number"] = forms.CharField(label=_("Numéro du titre"), max_length=60, required=False)
            self.fields["box"] = forms.CharField(
                label=_("Numéro du conteneur"), max_length=17, required=False
            )
        self.fields |= {
            "packages": _figure(_("Colis trouvés"), COUNT_DECIMALS, "numeric"),
            "kg": _figure(_("Masse trouvée"), MASS_DECIMALS, "decimal"),
            "seals": forms.CharField(
                label=_("Scellés vus"),
                help_text=_("Un par ligne. Laissez vide si vous ne les avez pas regardés."),
                required=False,
                max_length=600,
                widget=forms.Textarea(attrs={"rows": 2, "autocomplete": CLOSE_TO}),
            ),
            "no_seal": forms.BooleanField(label=_("Aucun scellé"), required=False),
            "damage": forms.CharField(
                label=_("Avaries"),
                required=False,
                max_length=300,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
            "is_part": forms.BooleanField(label=_("S’ajoute à un comptage précédent"), required=False),
            "holder": forms.CharField(
                label=_("Détenteur"),
                help_text=_("Code de l’opérateur qui répond des marchandises."),
                required=False,
                max_length=40,
            ),
            "place": forms.CharField(label=_("Lieu"), required=False, max_length=40),
        }
        for name in ("key", "seen", "counted_at"):
            self.fields[name] = forms.CharField(max_length=LONGEST_KEY, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """What does not go together is said at its field."""
        found: dict[str, Any] = super().clean() or {}
        for name in ("packages", "kg"):
            value = found.get(name)
            if value is not None and not 0 <= value < MOST_FIGURE:
                self.add_error(name, _("Ce nombre est négatif ou démesuré. Relisez-le."))
        if found.get("no_seal") and found.get("seals", "").strip():
            self.add_error("no_seal", _("Des scellés sont notés\u00a0: effacez-les, ou décochez."))
        if "number" in self.fields and not (found.get("number") or found.get("box")):
            self.add_error("number", _("Indiquez le numéro du titre ou du conteneur."))
        return found

    def count(
        self,
        *,
        bill: int | None,
        box: str,
        photos: tuple[bytes, ...],
        originals: tuple[str, ...] = (),
        channel: str = "page",
    ) -> Count:
        """The answers, as the verb takes them."""
        said = self.cleaned_data
        seals = tuple(one.strip() for one in said["seals"].splitlines() if one.strip())
        line = Line(
            bill=bill,
            number=said.get("number", ""),
            box=said.get("box", "") or box,
            packages=said["packages"],
            kg=said["kg"],
            seals=seals if seals or said["no_seal"] else None,
            damage=said["damage"],
            is_part=said["is_part"],
            photos=photos,
            originals=tuple(one for one in originals if DIGEST.fullmatch(one)),
        )
        seen, at = said["seen"], datetime.fromisoformat(said["counted_at"])
        holder, place = said["holder"], said["place"]
        return Count(said["key"], int(seen), at, (line,), holder=holder, place=place, channel=channel)

    def clean_seen(self) -> str:
        """A whole number."""
        seen: str = self.cleaned_data["seen"]
        if not (seen.isascii() and seen.isdigit() and len(seen) < 10):
            raise forms.ValidationError(_("Rouvrez cette page."))
        return seen

    def clean_counted_at(self) -> str:
        """An instant; the clock of a phone may be far off, but not out of every calendar."""
        said: str = self.cleaned_data["counted_at"]
        try:
            at = datetime.fromisoformat(said)
            is_known = at.tzinfo is not None and at.year in YEARS
        except ValueError:
            is_known = False
        if not is_known:
            raise forms.ValidationError(_("Rouvrez cette page."))
        return said


def _figure(label: str, decimals: int, keyboard: str) -> FigureField:
    widget = forms.TextInput(attrs={"inputmode": keyboard, "autocomplete": CLOSE_TO})
    return FigureField(label=label, decimals=decimals, widget=widget)


class WordsForm(forms.Form):
    """What the carrier explains, or what an officer decides."""

    def __init__(self, data: Any = None, *, is_decision: bool) -> None:
        super().__init__(data)
        label = _("Motif de votre décision") if is_decision else _("Ce qui explique l’écart")
        wanted = _("Donnez le motif de votre décision.") if is_decision else _("Écrivez ce qui l’explique.")
        self.fields["words"] = forms.CharField(
            label=label,
            max_length=LONGEST_GROUND if is_decision else LONGEST_EXPLANATION,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": wanted},
        )
