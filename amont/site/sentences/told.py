"""Sentences of told, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "duty.at_stake": (
        "Les droits en jeu sont élevés : {stake:integer}, dont {expected:integer} attendus d’un contrôle."
    ),
    "duty.at_stake.label": "Droits en jeu élevés",
    "hold.placed": "Un blocage arrête ces marchandises : {ground}.",
    "hold.placed.label": "Blocage demandé",
    "offence.likely": "La probabilité d’infraction est de {probability:percent}, sans qu’un fait domine.",
    "offence.likely.label": "Infraction probable",
    "safety.at_stake": "Le score de danger pour la sécurité est de {probability:percent}.",
    "safety.at_stake.label": "Danger pour la sécurité",
}
