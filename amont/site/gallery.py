"""The page that shows every part of the interface once, with invented data: what a new part must join."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from amont.kernel.findings import Severity
from amont.kernel.lanes import Lane
from amont.kernel.money import Money

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
PRICES = [1500 + int((index * 0.6180339887 % 1 + index * 0.7548776662 % 1) * 330) for index in range(60)]


class Filters(forms.Form):
    """Filters of a list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"] = forms.CharField(label=_("Opérateur ou numéro fiscal"), required=False)
        self.fields["hs"] = forms.CharField(label=_("Position tarifaire"), required=False)
        origins = [("", _("Toutes")), ("CN", "CN"), ("FR", "FR")]
        self.fields["origin"] = forms.ChoiceField(label=_("Origine"), required=False, choices=origins)


class Visit(forms.Form):
    """A form with every kind of answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mass"] = forms.DecimalField(
            label=_("Poids trouvé"),
            help_text=_("En kg, deux décimales au plus."),
            error_messages={"required": _("Indiquez le poids trouvé, en kg.")},
            widget=forms.TextInput,
        )
        self.fields["on"] = forms.CharField(
            label=_("Date de visite"), help_text=_("Par exemple 25/11/2026."), widget=forms.TextInput
        )
        results = [
            ("clean", _("Conforme")),
            ("minor", _("Écart mineur")),
            ("offence", _("Infraction")),
            ("none", _("Non visité")),
        ]
        self.fields["result"] = forms.ChoiceField(
            label=_("Résultat pour cet article"),
            choices=results,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choisissez le résultat de la visite. « Non visité » ne vaut pas « conforme ».")
            },
        )
        self.fields["remark"] = forms.CharField(
            label=_("Remarque"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        )

    def clean_on(self) -> str:
        """The visit follows the arrival."""
        raise forms.ValidationError(_("La date de visite suit celle de l’arrivée, le 24/11/2026."))


def interface(request: HttpRequest) -> HttpResponse:
    """Every part, once."""
    return render(request, "aide/interface.html", shown())


def shown() -> dict[str, Any]:
    """The invented data of the page."""
    return {
        "lanes": sorted(Lane, reverse=True),
        "severities": sorted(Severity, reverse=True),
        "filters": Filters(),
        "visit": Visit({"mass": "", "on": "23/11/2026"}),
        "rows": queue(),
        "money": Money(Decimal(38412600), "XOF"),
        "ghana": Money(Decimal("1204.5"), "GHS"),
        "now": NOW,
        "age": timedelta(hours=76),
        **of_lists(),
        **of_sheets(),
        **of_plots(),
    }


def of_lists() -> dict[str, Any]:
    """Views, counts and pages of a list."""
    counts = [(None, 64), (Lane.RED, 9), (Lane.YELLOW, 17), (Lane.BLUE, 12), (Lane.GREEN, 26)]
    return {
        "counts": [{"lane": lane, "n": n, "url": "#file", "current": lane is None} for lane, n in counts],
        "views": [
            {"title": _("Mes dossiers"), "n": 7, "url": "#file"},
            {"title": _("Tout le bureau"), "n": 64, "url": "#file", "current": True},
            {"title": _("Arrivées demain"), "n": 1204, "url": "#file"},
        ],
        "pager": {"first": 1, "last": 4, "count": 64, "next": "#file", "before": ""},
        "trail": [{"title": _("File du jour"), "url": "#file"}],
        "place": {"at": 2, "of": 64, "before": "#file", "next": "#file"},
        "figures": [
            {"term": _("Déclarations"), "figure": 18406, "note": _("+3 % sur septembre")},
            {"term": _("Droits redressés"), "figure": "1 940", "unit": "M XOF", "note": _("en octobre")},
            {"severity": Severity.REFUSE, "figure": 3, "note": _("illisibles ou sans référence")},
            {"severity": Severity.HOLD, "figure": 9, "note": _("reçues, à compléter"), "url": "#file"},
        ],
    }


def queue() -> list[dict[str, Any]]:
    """Four rows of a list, one a lane."""
    goods = [
        (Lane.RED, "C 41869", "Sahel Froid Import", "0207.14", None, "value.low"),
        (Lane.YELLOW, "C 41880", "Teranga Distribution", "0402.21", 0.33, "operator.new"),
        (Lane.BLUE, "C 41863", "Cimenterie du Cap", "2523.10", 0.14, "tariff.rate_low"),
        (Lane.GREEN, "C 41875", "Librairie des Almadies", "4901.99", 0.04, "chance.random"),
    ]
    names = ("lane", "reference", "party", "hs", "score", "reason")
    return [
        dict(zip(names, row, strict=True))
        | {
            "value": Decimal(3905000 * (index + 1)),
            "age": timedelta(minutes=38 * (index * 3 + 1)),
            "late": index == 2,
        }
        for index, row in enumerate(goods)
    ]


def of_sheets() -> dict[str, Any]:
    """What decided, why, and what happened to one declaration."""
    return {
        "facts": [
            {
                "term": _("Importateur"),
                "value": "Kanté & Frères",
                "url": "#fiche",
                "note": "NINEA 004 217 863",
            },
            {"term": _("Valeur en douane"), "value": Money(Decimal(38412600), "XOF"), "big": True},
            {"term": _("Arrivée prévue"), "value": NOW + timedelta(hours=21), "note": "MV Teranga Star"},
        ],
        "path": [
            {"title": _("Blocages"), "text": _("aucun")},
            {"title": _("Critères"), "text": _("aucun n’est rempli")},
            {
                "title": _("Score"),
                "verdict": _("A décidé : 62 %"),
                "text": _("seuil du rouge aujourd’hui : 41 %"),
                "decided": True,
            },
            {"title": _("Tirage au sort"), "text": _("sans objet"), "after": True},
        ],
        "reasons": [
            {
                "share": 1.0,
                "said": _("pèse le plus"),
                "sentence": _("Le pneu de tourisme est déclaré 38 % sous le prix de référence."),
                "facts": [(_("Déclaré"), "1 113 XOF/kg"), (_("Référence (médiane)"), "1 795 XOF/kg")],
                "code": "value.low",
                "place": _("article 1"),
            },
            {
                "share": 0.25,
                "said": _("pèse un peu"),
                "sentence": _("Le vendeur est connu depuis six semaines seulement."),
                "code": "seller.new",
            },
        ],
        "moments": [
            {"at": date(2026, 11, 21), "title": _("Manifeste reçu"), "text": "MV Teranga Star"},
            {"at": NOW, "title": _("Circuit rouge attribué"), "text": _("par le score"), "now": True},
            {"at": date(2026, 11, 24), "title": _("Visite prévue")},
        ],
        "acts": [
            {"title": _("Ouvrir la visite"), "url": "#fiche", "primary": True},
            {"title": _("Demander une pièce"), "url": "#fiche", "icon": "paperclip"},
            {"title": _("Imprimer"), "url": "#fiche", "icon": "printer", "wide": True},
        ],
        "source": source(),
    }


def source() -> dict[str, Any]:
    """An excerpt of a file, two lines of it marked."""
    lines = [
        "<Item>",
        "  <Tarification>",
        "    <Commodity_code>40111000</Commodity_code>",
        "  </Tarification>",
    ]
    marked = [{"n": 212 + index, "text": line, "marked": index == 2} for index, line in enumerate(lines)]
    return {
        "name": "sad_41872.xml",
        "at": NOW,
        "lines": marked,
        "links": [{"title": _("Facture"), "url": "#fiche"}],
    }


def of_plots() -> dict[str, Any]:
    """Figures for each form of plot."""
    shares = [
        ("blocks", _("Blocages et alertes"), 62, 41, 0.66, 0.54, 0.77),
        ("score", _("Score"), 988, 252, 0.26, 0.23, 0.28),
        ("new", _("Opérateurs nouveaux"), 14, 3, 0.21, 0.08, 0.48),
        ("base", _("Tirage au sort"), 177, 10, 0.06, 0.03, 0.10),
    ]
    names = ("key", "name", "n", "found", "value", "low", "high")
    hours = {Lane.RED: (58, 112), Lane.YELLOW: (31, 74), Lane.BLUE: (11, 26), Lane.GREEN: (6, 14)}
    return {
        "prices": PRICES,
        "months": [(_("août"), 1210), (_("sept."), 1580), (_("oct."), [("f-bar", 1320), ("f-soft", 620)])],
        "visits": [(date(2024, 12, 10) + timedelta(days=51 * index), index % 3 == 1) for index in range(14)],
        "from": date(2024, 11, 23),
        "to": date(2026, 11, 23),
        "shares": [dict(zip(names, row, strict=True)) | {"base": row[0] == "base"} for row in shares],
        "heads": [_("Cause"), _("Visites"), _("Infractions")],
        "hours": [
            {"name": _word(lane), "first": median, "second": ninth, "lane": lane.code}
            for lane, (median, ninth) in hours.items()
        ],
    }


def _word(lane: Lane) -> str:
    return {
        Lane.RED: _("Rouge"),
        Lane.YELLOW: _("Jaune"),
        Lane.BLUE: _("Bleu"),
        Lane.GREEN: _("Vert"),
    }[lane]
