"""Forms of the room: handing in messages, filters, the words of an officer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _

from amont.cargo.models import Alert, AlertKind, Change, ReceiptState, VersionState
from amont.cargo.queries.lists import ON_THE_WAY, PAST, THERE, BillsAsked, ManifestsAsked
from amont.cargo.states import State
from amont.edge.filters import Filters, as_seen, day_field, written
from amont.edge.routes import Words
from amont.edge.uploads import MOST_FILES, Files, FilesField
from amont.formats.manifest.records import Nature
from amont.reference.models import Office

HOURS = ["%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M", "%Y-%m-%d %H:%M", "%d/%m/%y %H:%M", "%Y-%m-%dT%H:%M"]


def state_names() -> dict[str, str]:
    """States of a manifest, in words."""
    return {
        State.ANNOUNCED.value: _("Annoncé"),
        State.COMPLETE.value: _("Complet"),
        State.SCREENED.value: _("Analysé"),
        State.ARRIVED.value: _("Arrivé"),
        State.UNLOADING.value: _("En déchargement"),
        State.TAKEN_OVER.value: _("Pris en charge"),
        State.CLOSED.value: _("Apuré"),
        State.CANCELLED.value: _("Annulé"),
    }


def view_names() -> dict[str, str]:
    """Views of the list."""
    return {ON_THE_WAY: _("Attendus"), THERE: _("Arrivés"), PAST: _("Clos"), "": _("Tous")}


def nature_names() -> dict[str, str]:
    """What becomes of the goods, in words."""
    return {
        Nature.IMPORT.value: _("Importation"),
        Nature.TRANSIT.value: _("Transit"),
        Nature.TRANSHIPMENT.value: _("Transbordement"),
        Nature.EXPORT.value: _("Exportation"),
    }


def receipt_state_names() -> dict[str, str]:
    """States of a received message, in words."""
    return {
        ReceiptState.WAITING.value: _("En lecture"),
        ReceiptState.READ.value: _("Lu"),
        ReceiptState.REFUSED.value: _("Refusé"),
    }


def version_state_names() -> dict[str, str]:
    """What became of a version, in words."""
    return {
        VersionState.APPLIED.value: _("En vigueur"),
        VersionState.PROPOSED.value: _("À décider"),
        VersionState.REFUSED.value: _("Refusée"),
    }


def change_names() -> dict[str, str]:
    """What a version did with a bill, in words."""
    return {
        Change.ADDED.value: _("Annoncé"),
        Change.CHANGED.value: _("Modifié"),
        Change.CANCELLED.value: _("Annulé"),
        Change.RESTORED.value: _("Rétabli"),
    }


def alert_code(alert: Alert) -> str:
    """The code of what an alert says: its kind, and by which limit where it is another than usual."""
    said = alert.facts.get("said", "")
    return f"cargo.alert_{alert.kind}_{said}" if said else f"cargo.alert_{alert.kind}"


def alert_names() -> dict[str, str]:
    """Kinds of alerts, in words."""
    return {
        AlertKind.LATE.value: _("Manifeste tardif"),
        AlertKind.MISSING.value: _("Manifeste manquant"),
        AlertKind.INCOMPLETE.value: _("Arrivé incomplet"),
        AlertKind.TWO_VOYAGES.value: _("Conteneur sur deux voyages"),
        AlertKind.ORDER.value: _("Ordre ou demande sans réponse"),
    }


class DepositForm(forms.Form):
    """Files that announce goods or tell of containers."""

    def __init__(self, data: Any = None, files: Any = None, *, most_megabytes: int) -> None:
        super().__init__(data, files)
        size = _(
            "SYDONIA (XML, CSV, XLSX), EDIFACT, ENS, Cargo-XML ou JSON, %(size)s\u00a0Mo au plus par "
            "fichier, %(count)s fichiers au plus. Le format est reconnu au contenu."
        )
        self.fields["files"] = FilesField(
            label=_("Manifestes et messages"),
            help_text=size % {"size": most_megabytes, "count": MOST_FILES},
            widget=Files,
            allow_empty_file=True,
            error_messages={
                "required": _("Choisissez au moins un fichier."),
                "max_files": _("Choisissez %(count)s fichiers au plus à la fois.") % {"count": MOST_FILES},
            },
        )
        offices = [(office.code, str(office)) for office in Office.objects.all()]
        self.fields["office"] = forms.ChoiceField(
            label=_("Bureau d’arrivée"),
            required=False,
            choices=[("", _("Celui que dit le message")), *offices],
            help_text=_("Pour un message qui ne nomme pas le bureau."),
        )
        self.fields["ground"] = forms.CharField(
            label=_("Motif de la modification"),
            required=False,
            max_length=300,
            help_text=_("Après l’arrivée, un agent décide de toute modification\u00a0: dites-lui pourquoi."),
        )


class ManifestFilters(Filters):
    """What is looked for in the list of manifests."""

    def __init__(self, data: Any, *, has_offices: bool) -> None:
        super().__init__(data)
        self.fields["vue"] = forms.ChoiceField(
            required=False, choices=list(view_names().items()), widget=forms.HiddenInput
        )
        self.fields["q"] = forms.CharField(
            label=_("Voyage, navire, titre ou conteneur"), required=False, max_length=60
        )
        states = [("", _("Tous")), *state_names().items()]
        self.fields["etat"] = forms.ChoiceField(label=_("État"), required=False, choices=states)
        if has_offices:
            offices = [("", _("Tous")), *((one.code, str(one)) for one in Office.objects.all())]
            self.fields["bureau"] = forms.ChoiceField(label=_("Bureau"), required=False, choices=offices)
        self.fields["du"] = day_field(_("Attendu du"))
        self.fields["au"] = day_field(_("Au"))

    @property
    def asked(self) -> ManifestsAsked:
        """What the list is narrowed to."""
        return ManifestsAsked(
            words=" ".join((self.asked_of("q") or "").split()),
            view=self.asked_of("vue") or "",
            state=self.asked_of("etat") or "",
            office=self.asked_of("bureau") or "",
            since=self.asked_of("du"),
            until=self.asked_of("au"),
        )

    def said(self, words: Words) -> str:
        """The filters as a sentence, empty without any."""
        asked, parts = self.asked, []
        if asked.words:
            parts.append(f"«\u00a0{asked.words}\u00a0»")
        if asked.state:
            parts.append(_("état «\u00a0%(state)s\u00a0»") % {"state": state_names()[asked.state].lower()})
        if asked.office:
            parts.append(_("bureau %(office)s") % {"office": asked.office})
        if asked.since:
            parts.append(_("attendus depuis le %(day)s") % {"day": written(asked.since, words)})
        if asked.until:
            parts.append(_("attendus jusqu’au %(day)s") % {"day": written(asked.until, words)})
        return as_seen(parts)


class BillFilters(Filters):
    """What is looked for among the bills of a manifest."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["q"] = forms.CharField(
            label=_("Numéro, nom, marchandise ou conteneur"), required=False, max_length=60
        )
        natures = [("", _("Toutes")), *nature_names().items()]
        self.fields["nature"] = forms.ChoiceField(label=_("Nature"), required=False, choices=natures)
        only = [
            ("", _("Tous")),
            ("held", _("À compléter")),
            ("masters", _("Groupages")),
            ("cancelled", _("Annulés")),
        ]
        self.fields["seuls"] = forms.ChoiceField(label=_("Titres"), required=False, choices=only)

    @property
    def asked(self) -> BillsAsked:
        """What the list is narrowed to."""
        words = " ".join((self.asked_of("q") or "").split())
        return BillsAsked(words, self.asked_of("nature") or "", self.asked_of("seuls") or "")

    def said(self) -> str:
        """The filters as a sentence, empty without any."""
        asked, parts = self.asked, []
        if asked.words:
            parts.append(f"«\u00a0{asked.words}\u00a0»")
        if asked.nature:
            parts.append(nature_names()[asked.nature].lower())
        if asked.only:
            titles = dict(self.fields["seuls"].choices)  # type: ignore[attr-defined]
            parts.append(str(titles[asked.only]).lower())
        return as_seen(parts)


class ReceiptFilters(Filters):
    """What is looked for among received messages."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        states = [("", _("Tous")), *receipt_state_names().items()]
        self.fields["etat"] = forms.ChoiceField(label=_("État"), required=False, choices=states)

    @property
    def state(self) -> str:
        """The state asked for."""
        return self.asked_of("etat") or ""

    def said(self) -> str:
        """The filter as a sentence."""
        name = receipt_state_names().get(self.state, "")
        return as_seen([_("état «\u00a0%(state)s\u00a0»") % {"state": name.lower()}] if name else [])


class GroundForm(forms.Form):
    """Why: of an amendment, of a cancelling, of the closing of an alert."""

    ground = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any = None, *, label: str, wanted: str, text: str = "") -> None:
        super().__init__(data)
        field = self.fields["ground"]
        field.label, field.help_text = label, text
        field.error_messages["required"] = wanted


class ArrivalForm(forms.Form):
    """When the means of transport came in."""

    def __init__(self, data: Any = None, *, now: datetime) -> None:
        super().__init__(data)
        self._now = now
        self.fields["at"] = forms.DateTimeField(
            label=_("Arrivé le, à"),
            input_formats=HOURS,
            initial=localtime(now).strftime("%d/%m/%Y %H:%M"),
            widget=forms.TextInput,
            help_text=_("Jour et heure du bureau\u00a0: 23/11/2026 14:30."),
            error_messages={
                "required": _("Indiquez le jour et l’heure d’arrivée."),
                "invalid": _("Écrivez le jour et l’heure comme 23/11/2026 14:30."),
            },
        )

    def clean_at(self) -> datetime:
        """Not to come; a minute of another clock is forgiven."""
        at: datetime = self.cleaned_data["at"]
        aware = at if at.tzinfo else at.replace(tzinfo=get_current_timezone())
        if aware > self._now + timedelta(minutes=1):
            raise forms.ValidationError(_("Cette heure est à venir. Indiquez l’heure d’arrivée constatée."))
        return min(aware, self._now)
