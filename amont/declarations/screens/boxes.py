"""The boxes of the form: number in the single administrative document, name, and a short help."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amont.kernel.items import BY_NAME

NUMBERS = frozenset(
    {"packages", "net_kg", "gross_kg", "quantity", "item_price", "customs_value"}
)  # shown to the right


def header_boxes() -> list[dict[str, str]]:
    """Boxes of the whole declaration."""
    named = {
        "reference": (_("Référence"), _("Numéro que votre maison lui donne, 60 signes au plus.")),
        "declaration_type": (
            _("Modèle"),
            _("IM4 pour une mise à la consommation, EX1 pour une exportation."),
        ),
        "office": (_("Bureau"), _("Code du bureau de dédouanement.")),
        "declared_on": (_("Date"), _("Jour de la déclaration, comme 2026-11-23.")),
        "border_office": (_("Bureau de frontière"), _("Bureau d’entrée ou de sortie.")),
        "seller": (_("Expéditeur"), _("Vendeur ou exportateur étranger.")),
        "importer": (_("Destinataire"), _("Numéro fiscal de l’importateur.")),
        "declarant": (_("Déclarant"), _("Code de votre agrément.")),
        "departure": (_("Pays de provenance"), _("Code du pays, deux lettres.")),
        "carrier": (_("Transporteur"), _("Nom du navire ou code du transporteur.")),
        "container": (_("Conteneur"), _("1 en conteneur, 0 sinon.")),
        "currency": (_("Monnaie"), _("Monnaie de la facture, trois lettres.")),
        "transport_mode": (_("Mode de transport"), _("1 mer, 3 route, 4 air.")),
        "loading_place": (_("Lieu de chargement"), _("Code du lieu, cinq signes.")),
        "transport_document": (_("Titre de transport"), _("Connaissement, LTA ou CMR.")),
        "payment_mode": (_("Mode de paiement"), _("Comptant ou crédit d’enlèvement.")),
    }
    return [
        {"name": name, "title": title, "help": help_, "box": BY_NAME[name].box}
        for name, (title, help_) in named.items()
    ]


def item_boxes() -> list[dict[str, str]]:
    """Boxes of an item, in the order in which they are typed."""
    named = {
        "hs_code": _("Espèce tarifaire"),
        "description": _("Désignation"),
        "origin": _("Origine"),
        "procedure": _("Régime"),
        "packages": _("Colis"),
        "gross_kg": _("Poids brut, kg"),
        "net_kg": _("Poids net, kg"),
        "quantity": _("Quantité"),
        "unit": _("Unité"),
        "preference": _("Préférence"),
        "item_price": _("Prix facturé"),
        "customs_value": _("Valeur en douane"),
    }
    return [
        {"name": name, "title": title, "box": BY_NAME[name].box, "kind": "number" if name in NUMBERS else ""}
        for name, title in named.items()
    ]
