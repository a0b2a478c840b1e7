"""Sentences of transit, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "transit.other_root": (
        "Le fichier n’est pas un message de transit : son premier élément est « {root} ». Choisissez le "
        "fichier exporté du système de transit."
    ),
}
