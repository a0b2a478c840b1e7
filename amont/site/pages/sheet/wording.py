"""What columns, states and results are called on screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amont.declarations.states import State
from amont.kernel.findings import clip
from amont.kernel.lanes import Lane
from amont.kernel.money import Money
from amont.site.formats import EMPTY
from amont.site.templatetags.writing import country, money, number, percent, probability, signed, words

COLUMNS = {
    "hs_code": gettext_lazy("Position tarifaire"),
    "description": gettext_lazy("Désignation"),
    "origin": gettext_lazy("Origine"),
    "departure": gettext_lazy("Provenance"),
    "loading_place": gettext_lazy("Lieu de chargement"),
    "transport_document": gettext_lazy("Titre de transport"),
    "origin_indicator": gettext_lazy("Preuve de l’origine"),
    "preference": gettext_lazy("Préférence demandée"),
    "packages": gettext_lazy("Colis"),
    "net_kg": gettext_lazy("Masse nette, kg"),
    "gross_kg": gettext_lazy("Masse brute, kg"),
    "quantity": gettext_lazy("Quantité"),
    "unit": gettext_lazy("Unité"),
    "item_price": gettext_lazy("Montant facturé"),
    "currency": gettext_lazy("Monnaie de la facture"),
    "customs_value": gettext_lazy("Valeur en douane"),
    "duty_rate_pct": gettext_lazy("Taux de droit, %"),
    "tax_type": gettext_lazy("Régime du taux"),
    "duties": gettext_lazy("Droits et taxes"),
    "importer": gettext_lazy("Importateur"),
    "declarant": gettext_lazy("Déclarant"),
    "seller": gettext_lazy("Vendeur"),
    "carrier": gettext_lazy("Transporteur"),
    "office": gettext_lazy("Bureau"),
    "border_office": gettext_lazy("Bureau frontière"),
    "declaration_type": gettext_lazy("Modèle de déclaration"),
    "declared_on": gettext_lazy("Date de la déclaration"),
    "procedure": gettext_lazy("Régime douanier"),
    "import_type": gettext_lazy("Type d’importation"),
    "import_use": gettext_lazy("Usage déclaré"),
    "payment_mode": gettext_lazy("Mode de paiement"),
    "transport_mode": gettext_lazy("Mode de transport"),
    "container": gettext_lazy("En conteneur"),
}
KEYS = (
    "hs_code",
    "description",
    "origin",
    "net_kg",
    "item_price",
    "customs_value",
    "duties",
)  # shown even empty
STATES = {
    State.LODGED: gettext_lazy("Déposée, circuit à venir"),
    State.ROUTED: gettext_lazy("Orientée"),
    State.IN_CONTROL: gettext_lazy("En cours de contrôle"),
    State.CONTROLLED: gettext_lazy("Contrôlée"),
    State.ASSESSED: gettext_lazy("Liquidée"),
    State.PAID: gettext_lazy("Payée"),
    State.RELEASED: gettext_lazy("Mainlevée donnée"),
    State.LEFT: gettext_lazy("Sortie"),
    State.LAPSED: gettext_lazy("Caduque"),
    State.CANCELLED: gettext_lazy("Annulée"),
    State.PAST: gettext_lazy("Reprise du système précédent"),
}
KINDS = {
    "importer": gettext_lazy("Importateur"),
    "declarant": gettext_lazy("Déclarant"),
    "seller": gettext_lazy("Vendeur"),
    "office": gettext_lazy("Bureau"),
    "origin": gettext_lazy("Origine"),
    "hs4": gettext_lazy("Position"),
    "hs6": gettext_lazy("Sous-position"),
    "hs6*origin": gettext_lazy("Sous-position et origine"),
    "importer*hs4": gettext_lazy("Importateur et position"),
}
OFFENCES = {
    "value": gettext_lazy("Infraction, valeur"),
    "origin": gettext_lazy("Infraction, origine"),
    "species": gettext_lazy("Infraction, espèce"),
    "quantity": gettext_lazy("Infraction, quantité"),
    "prohibited": gettext_lazy("Infraction, marchandise prohibée"),
    "document": gettext_lazy("Infraction, document"),
    "rights": gettext_lazy("Infraction, propriété intellectuelle"),
    "other": gettext_lazy("Infraction, autre"),
}
FACTS: dict[str, tuple[object, Callable[..., str]]] = {
    "results": (gettext_lazy("Contrôles connus"), number),
    "rate": (gettext_lazy("Taux estimé"), percent),
    "base": (gettext_lazy("Moyenne"), percent),
    "seen": (gettext_lazy("Articles semblables"), number),
    "ratio": (gettext_lazy("Fois l’habituel"), number),
    "draw": (gettext_lazy("Nombre tiré"), lambda value: number(value, 3)),
    "share": (gettext_lazy("Part visitée"), percent),
    "probability": (gettext_lazy("Score"), probability),
    "below": (gettext_lazy("Sous la médiane du fichier"), percent),
    "version": (gettext_lazy("Version du critère"), str),
}


def amount(value: Decimal | None, currency: str) -> Money | None:
    """A figure with its currency; None where nothing was declared."""
    return None if value is None else Money(value, currency)


def heading(code: str) -> str:
    """4011.10.00.00, as the tariff is read; what is no code of figures stays as typed."""
    if not (code.isascii() and code.isdigit()) or len(code) < 5:
        return clip(code) or EMPTY
    return ".".join([code[:4], *(code[at : at + 2] for at in range(4, len(code), 2))])


def lane_word(lane: Lane) -> str:
    """rouge, red, vermelho: inside a sentence."""
    return words().lane(lane).lower()


def place_of(code: str) -> str:
    """Chine (CN)."""
    name = country(code) if code else EMPTY
    return name if not code or name == code else f"{name} ({code})"


def profile_name(kind: str, code: str, names: dict[str, str]) -> str:
    """What a profile is called: the name of an operator or of an office, goods with their origin."""
    head, _star, tail = code.partition("*")
    if kind in ("hs4", "hs6"):
        return heading(code)
    if kind == "origin":
        return country(code)
    if kind == "hs6*origin":
        return _("%(goods)s de %(origin)s") % {"goods": heading(head), "origin": country(tail)}
    if kind == "importer*hs4":
        return _("%(importer)s, %(goods)s") % {
            "importer": clip(names.get(head, head)),
            "goods": heading(tail),
        }
    return clip(names.get(code, code))


def gap_word(gap: float | None) -> str:
    """−38 %, with its sign."""
    return EMPTY if gap is None else signed(gap)


def figure(value: Decimal | None, decimals: int | None = None) -> str:
    """A declared figure without the zeros that end it, or with as many decimals as its column."""
    return EMPTY if value is None else number(value.normalize(), decimals)


def decimals_of(values: Iterable[Decimal | None]) -> int:
    """Decimals that a column needs, three at most."""
    known = [value.normalize().as_tuple().exponent for value in values if value is not None]
    return max((min(3, max(0, -one)) for one in known if isinstance(one, int)), default=0)


def sum_word(value: Decimal | None, currency: str) -> str:
    """An amount inside a sentence."""
    return EMPTY if value is None else money(Money(value, currency))
