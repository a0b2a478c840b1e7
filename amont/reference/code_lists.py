"""Code lists that every administration starts with, with their source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeList:
    """code -> name by language. evidence: how well it is known (A official, B second-hand, D our own)."""

    name: str
    names: Mapping[str, dict[str, str]]
    source: str
    evidence: str


TRANSPORT_MODES = CodeList(
    "transport_mode",
    {
        "1": {"fr": "Mer", "en": "Sea", "pt": "Mar"},
        "2": {"fr": "Fer", "en": "Rail", "pt": "Caminho de ferro"},
        "3": {"fr": "Route", "en": "Road", "pt": "Estrada"},
        "4": {"fr": "Air", "en": "Air", "pt": "Ar"},
        "5": {"fr": "Poste", "en": "Mail", "pt": "Correio"},
        "7": {"fr": "Installations fixes", "en": "Fixed installations", "pt": "Instalações fixas"},
        "8": {"fr": "Navigation intérieure", "en": "Inland waterway", "pt": "Vias navegáveis"},
        "9": {"fr": "Propulsion propre", "en": "Own propulsion", "pt": "Propulsão própria"},
    },
    "UN/CEFACT Recommendation 19",
    "A",
)
CODE_LISTS = (TRANSPORT_MODES,)
