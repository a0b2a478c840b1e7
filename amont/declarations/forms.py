"""Forms of the room: handing in files, filters of the two lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from amont.declarations.models import ReceiptState
from amont.declarations.queries import Asked, ReceiptsAsked
from amont.declarations.states import State
from amont.edge.filters import Filters, as_seen, day_field, written
from amont.edge.routes import Words
from amont.edge.uploads import MOST_FILES, Files, FilesField
from amont.formats.tabular import builtin_names
from amont.kernel.lanes import Lane

LANES = {
    Lane.RED: "lane.red",
    Lane.YELLOW: "lane.yellow",
    Lane.BLUE: "lane.blue",
    Lane.GREEN: "lane.green",
}
HS_DIGITS = (2, 11)


class DepositForm(forms.Form):
    """Files to hand in. mapping: how the columns of tables are called."""

    def __init__(self, data: Any = None, files: Any = None, *, most_megabytes: int, mapping: str) -> None:
        super().__init__(data, files)
        size = _(
            "XML SYDONIA, CSV, XLSX ou Parquet, %(size)s\u00a0Mo au plus par fichier, %(count)s fichiers "
            "au plus. Le format est reconnu au contenu."
        )
        self.fields["files"] = FilesField(
            label=_("Fichiers de déclarations"),
            help_text=size % {"size": most_megabytes, "count": MOST_FILES},
            widget=Files,
            allow_empty_file=True,
            error_messages={
                "required": _("Choisissez au moins un fichier."),
                "max_files": _("Choisissez %(count)s fichiers au plus à la fois.") % {"count": MOST_FILES},
            },
        )
        names = builtin_names()
        self.fields["mapping"] = forms.ChoiceField(
            label=_("Correspondance des colonnes"),
            help_text=_("Pour CSV, XLSX et Parquet seulement."),
            required=False,
            choices=[(name, mapping_name(name)) for name in names],
            initial=mapping if mapping in names else names[0],
        )


def mapping_name(name: str) -> str:
    """A mapping on screen."""
    return _("Amont (colonnes décrites dans l’aide)") if name == "amont" else name


def state_names() -> dict[str, str]:
    """States of a declaration, in words."""
    return {
        State.LODGED.value: _("Déposée"),
        State.ROUTED.value: _("Orientée"),
        State.IN_CONTROL.value: _("En contrôle"),
        State.CONTROLLED.value: _("Contrôlée"),
        State.ASSESSED.value: _("Liquidée"),
        State.PAID.value: _("Payée"),
        State.RELEASED.value: _("Mainlevée donnée"),
        State.LEFT.value: _("Sortie"),
        State.LAPSED.value: _("Caduque"),
        State.CANCELLED.value: _("Annulée"),
        State.PAST.value: _("Antérieure"),
    }


def receipt_state_names() -> dict[str, str]:
    """States of a received file, in words."""
    return {
        ReceiptState.WAITING.value: _("En lecture"),
        ReceiptState.READ.value: _("Lu"),
        ReceiptState.REFUSED.value: _("Refusé"),
    }


class DeclarationFilters(Filters):
    """What is looked for in the list of declarations. The lane is asked only of those who see it."""

    depot = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, words: Words, has_lane: bool) -> None:
        super().__init__(data)
        every = ("", _("Tous"))
        lanes = [(lane.code, words.sentence(code)) for lane, code in LANES.items()]
        states = [("", _("Toutes")), *state_names().items()]
        self.fields["reference"] = forms.CharField(label=_("Référence"), required=False, max_length=60)
        self.fields["du"] = day_field(_("Du"))
        self.fields["au"] = day_field(_("Au"))
        self.fields["etat"] = forms.ChoiceField(label=_("État"), required=False, choices=states)
        if has_lane:
            self.fields["circuit"] = forms.ChoiceField(
                label=_("Circuit"), required=False, choices=[every, *lanes]
            )
        self.fields["position"] = forms.CharField(
            label=_("Position tarifaire"), required=False, max_length=20
        )
        self.fields["origine"] = forms.CharField(label=_("Origine"), required=False, max_length=10)

    def clean_position(self) -> str:
        """Digits, whatever blanks or dots stand between them."""
        digits = "".join(self.cleaned_data["position"].replace(".", "").split())
        least, most = HS_DIGITS
        if digits and not (digits.isascii() and digits.isdigit() and least <= len(digits) <= most):
            raise forms.ValidationError(_("Écrivez de 2 à 11 chiffres, comme 4011.10."))
        return digits

    def clean_origine(self) -> str:
        """A code as it is declared."""
        return "".join(str(self.cleaned_data["origine"]).split()).upper()

    @property
    def asked(self) -> Asked:
        """What the list is narrowed to."""
        lane = self.asked_of("circuit")
        return Asked(
            reference=" ".join((self.asked_of("reference") or "").split()),
            since=self.asked_of("du"),
            until=self.asked_of("au"),
            state=self.asked_of("etat") or "",
            lane=Lane[lane.upper()] if lane else None,
            hs=self.asked_of("position") or "",
            origin=self.asked_of("origine") or "",
            receipt=self.asked_of("depot"),
        )

    def said(self, words: Words) -> str:
        """The filters as a sentence, empty without any."""
        asked, parts = self.asked, []
        if asked.reference:
            parts.append(_("référence «\u00a0%(text)s\u00a0»") % {"text": asked.reference})
        if asked.since:
            parts.append(_("depuis le %(day)s") % {"day": written(asked.since, words)})
        if asked.until:
            parts.append(_("jusqu’au %(day)s") % {"day": written(asked.until, words)})
        if asked.state:
            parts.append(_("état «\u00a0%(state)s\u00a0»") % {"state": state_names()[asked.state].lower()})
        if asked.lane is not None:
            parts.append(_("circuit %(lane)s") % {"lane": words.sentence(LANES[asked.lane]).lower()})
        if asked.hs:
            parts.append(_("position %(code)s") % {"code": asked.hs})
        if asked.origin:
            parts.append(_("origine %(code)s") % {"code": asked.origin})
        if asked.receipt:
            parts.append(_("dépôt n°\u00a0%(number)s") % {"number": asked.receipt})
        return as_seen(parts)


class ReceiptFilters(Filters):
    """What is looked for in the list of received files."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        states = [("", _("Tous")), *receipt_state_names().items()]
        self.fields["etat"] = forms.ChoiceField(label=_("État"), required=False, choices=states)
        self.fields["expediteur"] = forms.CharField(label=_("Expéditeur"), required=False, max_length=60)
        self.fields["jour"] = day_field(_("Reçu le"))

    @property
    def asked(self) -> ReceiptsAsked:
        """What the list is narrowed to."""
        sender = " ".join((self.asked_of("expediteur") or "").split())
        return ReceiptsAsked(self.asked_of("etat") or "", sender, self.asked_of("jour"))

    def said(self, words: Words) -> str:
        """The filters as a sentence, empty without any."""
        asked, parts = self.asked, []
        if asked.state:
            state = receipt_state_names()[asked.state].lower()
            parts.append(_("état «\u00a0%(state)s\u00a0»") % {"state": state})
        if asked.sender:
            parts.append(_("expéditeur «\u00a0%(text)s\u00a0»") % {"text": asked.sender})
        if asked.on:
            parts.append(_("reçu le %(day)s") % {"day": written(asked.on, words)})
        return as_seen(parts)
