"""Sentences of kernel, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "amont.refused": "Cette demande est refusée. Vérifiez ce qui est donné, puis recommencez.",
    "cause.block": "Blocage",
    "cause.criterion": "Critère",
    "cause.earlier": "Version précédente",
    "cause.exploration": "Exploration",
    "cause.new_operator": "Opérateur nouveau",
    "cause.none": "Rien à contrôler",
    "cause.price": "Prix déclaré",
    "cause.random": "Tirage au sort",
    "cause.score.critical": "Risque grave",
    "cause.score.duty": "Droits en jeu",
    "cause.score.offence": "Risque d’infraction",
    "file.unreadable": (
        "Ce fichier ne peut pas être lu. Vérifiez qu’il est complet, puis déposez-le de nouveau."
    ),
    "lane.blue": "Bleu",
    "lane.green": "Vert",
    "lane.red": "Rouge",
    "lane.yellow": "Jaune",
    "money.mixed_currencies": (
        "Deux monnaies sont mêlées : {left} et {right}. Convertissez l’une des deux, avec son cours et son "
        "jour."
    ),
    "quantity.mixed_units": "Deux unités sont mêlées : {left} et {right}. Indiquez une seule unité.",
    "severity.hold": "Retenue",
    "severity.note": "Note",
    "severity.refuse": "Refusée",
}
