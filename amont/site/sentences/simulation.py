"""Sentences of simulation, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "simulation.country": "Aucun pays simulé ne porte le nom « {given} » : choisissez parmi {known}.",
    "simulation.plan": (
        "La valeur {given} ne convient pas pour « {name} » : choisissez une valeur entre {low} et {high}."
    ),
    "simulation.split": (
        "Mettre de côté {given:integer} jours n’est pas possible : la période compte {days:integer} jours. "
        "Choisissez au moins un jour et laissez au moins un jour d’historique."
    ),
}
