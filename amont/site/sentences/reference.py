"""Sentences of reference, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "reference.code_day_unread": (
        "Ligne {line} : la date « {value} » n’est pas lisible. Écrivez-la 2026-11-23."
    ),
    "reference.code_place_unread": (
        "Ligne {line} : la position « {value} » n’est pas lisible. Le code est gardé sans position : "
        "écrivez-la 1428N 01728W, ou en degrés."
    ),
    "reference.code_repeated": (
        "Ligne {line} : le code « {value} » figure déjà plus haut. Seule la première ligne compte : "
        "vérifiez-la."
    ),
    "reference.code_unread": (
        "Ligne {line} : « {value} » n’est pas un code de cette liste, ou il n’a pas de nom. La ligne est "
        "laissée : corrigez-la."
    ),
    "reference.codes_changed_since": (
        "La liste a changé depuis que ces différences vous ont été montrées. Relisez-les, puis appliquez-les."
    ),
    "reference.codes_too_large": (
        "Le fichier compte {size:number} octets ; {most:number} au plus sont pris. Coupez-le en parties."
    ),
    "reference.codes_unreadable": (
        "« {name} » n’est pas une table de codes. Donnez un fichier CSV avec les colonnes code et name, ou "
        "celui de l’ONU tel quel."
    ),
    "reference.not_set_up": "Ce nœud ne sert encore aucune administration. Lancez « amont up ».",
    "reference.table_applied": (
        "Ce fichier est appliqué. Pour revenir en arrière, déposez la table précédente."
    ),
    "reference.table_withdrawn": "Ce fichier a été retiré. Déposez-le de nouveau pour l’appliquer.",
}
