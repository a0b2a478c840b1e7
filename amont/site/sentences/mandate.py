"""Sentences of mandate, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "mandate.days": (
        "Le dernier jour, le {to_on:day}, précède le premier, le {from_on:day}. Corrigez l’un des deux."
    ),
    "mandate.not_a_broker": (
        "L’opérateur {operator} n’est pas agréé pour déclarer pour d’autres. Choisissez un commissionnaire."
    ),
    "mandate.own": (
        "L’opérateur {operator} déclare pour lui-même sans mandat. Choisissez un autre commissionnaire."
    ),
    "mandate.there": (
        "L’opérateur {broker} tient déjà un mandat de {importer} pour ces jours. Terminez-le d’abord, ou "
        "choisissez d’autres jours."
    ),
}
