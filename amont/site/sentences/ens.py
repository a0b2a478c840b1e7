"""Sentences of ens, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "ens.element_missing": (
        "L’élément {element} manque : il fait partie du minimum à annoncer avant l’arrivée. Complétez-le."
    ),
    "ens.other_root": (
        "Le fichier n’est pas une déclaration sommaire d’entrée : son premier élément est « {root} ». "
        "Déposez un message IE315 ou IE313."
    ),
    "ens.total_items": (
        "Le message annonce {declared} articles et en contient {counted}. Vérifiez qu’il est complet."
    ),
}
