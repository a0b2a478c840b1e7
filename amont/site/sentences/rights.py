"""Sentences of rights, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "rights.forbidden": "Cet acte revient à d’autres que vous. Demandez-le au chef de votre bureau.",
    "rights.not_found": (
        "Rien ne se trouve à cette adresse, ou elle n’est pas pour vous. Cherchez par la référence."
    ),
    "rights.sign_in_first": "Connectez-vous pour continuer.",
}
