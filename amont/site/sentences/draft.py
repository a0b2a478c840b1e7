"""Sentences of draft, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "draft.changed": (
        "Ce brouillon a été modifié ailleurs (version {version:integer}). Relisez-le avant de continuer."
    ),
    "draft.is_template": "Un modèle ne s’envoie pas. Copiez-le, puis envoyez la copie.",
    "draft.sent": "Cette saisie est déjà envoyée sous la référence {reference}. Rectifiez la déclaration.",
    "draft.too_long": (
        "La limite est de {most:integer}. Raccourcissez la saisie ou partagez-la en deux déclarations."
    ),
    "draft.unknown_column": (
        "Aucune case ne s’appelle « {name} ». Choisissez une case de la liste des colonnes."
    ),
}
