"""Words of what a bill says: its fields, parties, fillings and the events of its boxes."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from amont.formats.manifest.events import EventKind
from amont.formats.manifest.records import Filling


def party_names() -> dict[str, str]:
    """Parties of a bill, in the order of the trade."""
    return {
        "shipper": _("Expéditeur"),
        "consignee": _("Destinataire"),
        "notify": _("À aviser"),
        "carrier": _("Transporteur"),
        "agent": _("Consignataire"),
    }


def filling_names() -> dict[str, str]:
    """How a container is loaded."""
    return {
        Filling.FULL.value: _("plein, un destinataire"),
        Filling.SHARED.value: _("groupage"),
        Filling.PART.value: _("partiel"),
        Filling.EMPTY.value: _("vide"),
    }


def event_names() -> dict[str, str]:
    """What happened to a container."""
    return {
        EventKind.DISCHARGED.value: _("Déchargé"),
        EventKind.LOADED.value: _("Chargé"),
        EventKind.GATE_IN.value: _("Entré au terminal"),
        EventKind.GATE_OUT.value: _("Sorti du terminal"),
        EventKind.RELEASED.value: _("Enlèvement permis"),
        EventKind.AWAITED.value: _("Attendu au terminal"),
        EventKind.ANNOUNCED.value: _("Annoncé par le terminal"),
        EventKind.UNKNOWN.value: _("Mouvement"),
    }


def field_name(path: Sequence[str]) -> str:
    """The place of a change in words; what has no word stands as it was received."""
    known = {
        "goods": _("marchandise"), "containers": _("conteneur"), "vehicles": _("véhicule"),
        "packages": _("colis"), "package_kind": _("emballage"), "description": _("désignation"),
        "marks": _("marques"), "gross_kg": _("masse brute"), "goods_kg": _("masse nette"),
        "tare_kg": _("tare"), "volume_m3": _("volume"), "hs_code": _("position"), "origin": _("origine"),
        "seals": _("scellés"), "filling": _("remplissage"), "kind": _("genre"), "name": _("nom"),
        "address": _("adresse"), "code": _("numéro"), "country": _("pays"), "loading": _("chargement"),
        "unloading": _("déchargement"), "destination": _("destination"), "delivery": _("livraison"),
        "origin_port": _("port d’origine"), "nature": _("nature"), "master": _("titre de groupage"),
        "freight": _("fret"), "value": _("montant"), "currency": _("monnaie"), "shipper": _("expéditeur"),
        "consignee": _("destinataire"), "notify": _("à aviser"), "carrier": _("transporteur"),
        "agent": _("consignataire"), "location": _("lieu"), "remarks": _("remarques"),
        "number": _("numéro"), "danger": _("danger"),
    }  # fmt: skip
    return " ".join(known.get(name, name) for name in path)
