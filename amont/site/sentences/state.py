"""Sentences of state, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "state.not_now": (
        "Cet acte ne s’applique plus : l’état a changé depuis l’ouverture de la page. Rouvrez la page pour "
        "voir où en est le dossier."
    ),
}
