"""Sentences of told, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "duty.at_stake": (
        "Les droits en jeu sont élevés : {stake:integer}, dont {expected:integer} attendus d’un contrôle."
    ),
    "duty.at_stake.label": "Droits en jeu élevés",
    "hold.already_lifted": (
        "Ce blocage sur {value} est déjà levé, depuis le {on:day}. Il n’y a plus rien à faire."
    ),
    "hold.already_placed": (
        "Ce blocage est déjà en vigueur : {value} est arrêté pour ce motif depuis le {on:day}."
    ),
    "hold.field_unknown": "Un blocage ne peut pas porter sur « {field} ». Choisissez parmi : {known}.",
    "hold.ground_missing": "Indiquez pourquoi : un blocage se place et se lève avec un motif écrit.",
    "hold.placed": "Un blocage arrête ces marchandises : {ground}.",
    "hold.placed.label": "Blocage demandé",
    "hold.until_past": "Le {until:day} est passé. Donnez un dernier jour à venir, ou aucun.",
    "hold.value_missing": "Indiquez la valeur à arrêter, telle qu’elle est déclarée.",
    "offence.likely": "La probabilité d’infraction est de {probability:percent}, sans qu’un fait domine.",
    "offence.likely.label": "Infraction probable",
    "safety.at_stake": "Le score de danger pour la sécurité est de {probability:percent}.",
    "safety.at_stake.label": "Danger pour la sécurité",
}
