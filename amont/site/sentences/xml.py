"""Sentences of xml, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "xml.empty": "Le fichier est vide. Exportez-le à nouveau, puis déposez-le.",
    "xml.encoding": (
        "Le fichier annonce le codage {declared} mais se lit en {used}. Vérifiez les lettres accentuées des "
        "noms et des adresses."
    ),
    "xml.entities": (
        "Le fichier contient à la ligne {line} un renvoi ou une définition qu’aucun document douanier "
        "n’utilise. Par sécurité, rien n’en est lu. Corrigez cette ligne, puis déposez le fichier de nouveau."
    ),
    "xml.not_xml": (
        "Le fichier n’est pas lisible : la lecture s’arrête à la ligne {line}, colonne {column}. Exportez-le "
        "à nouveau, ou corrigez cette ligne."
    ),
    "xml.nul_bytes": (
        "Le fichier est abîmé ou n’est pas un texte (premier signe vide à la position {offset:integer}). "
        "Exportez-le à nouveau."
    ),
    "xml.too_deep": (
        "Le fichier emboîte plus de {limit:integer} niveaux ; aucun document douanier n’en compte autant. "
        "Vérifiez d’où il vient, puis exportez-le à nouveau."
    ),
    "xml.too_large": "Le fichier dépasse la limite ({limit}). Divisez-le, puis déposez chaque partie.",
    "xml.truncated": (
        "Le fichier est coupé : il s’arrête à la ligne {line} avant la fin du document. Rien n’en est "
        "repris. Déposez le fichier complet."
    ),
    "xml.undecodable": (
        "Les lettres du fichier ne peuvent pas être lues (codage annoncé : {declared}). Enregistrez le "
        "fichier en UTF-8, puis déposez-le de nouveau."
    ),
}
