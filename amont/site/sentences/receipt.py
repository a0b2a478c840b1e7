"""Sentences of receipt, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "receipt.empty": "Le fichier est vide. Choisissez celui qui contient les déclarations.",
    "receipt.given_up": (
        "La lecture de ce fichier s’est arrêtée {times:integer} fois, de notre côté. Ce qui était déjà "
        "enregistré le reste. Signalez-le à l’administrateur, puis déposez le fichier de nouveau."
    ),
    "receipt.too_large": (
        "Le fichier dépasse la taille admise : {size:integer} octets pour {most:integer} au plus. "
        "Partagez-le en plusieurs fichiers."
    ),
}
