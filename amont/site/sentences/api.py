"""Sentences of api, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "api.act_not_given": (
        "Cette clé ne comprend pas l’acte « {act} ». Demandez-le à l’administrateur des comptes."
    ),
    "api.beyond": "« {name} » est hors des valeurs admises (de {least} à {most}). Corrigez sa valeur.",
    "api.body_too_large": "Le corps dépasse {most:integer} octets. Divisez l’envoi.",
    "api.day": "« {name} » n’est pas un jour. Écrivez-le ainsi : 2026-11-23.",
    "api.key_unknown": (
        "Cette demande ne porte pas de clé en service. Envoyez la vôtre dans l’en-tête Authorization, ou "
        "demandez-en une à l’administrateur des comptes."
    ),
    "api.kind": (
        "« {name} » n’est pas du genre attendu (texte, nombre, oui ou non, liste ou groupe). Corrigez sa "
        "valeur."
    ),
    "api.media_unknown": (
        "Le corps est annoncé comme « {given} ». Envoyez-le sous l’un de ces noms : {known}."
    ),
    "api.method_unknown": "Cette adresse ne répond pas à {method}. Elle répond à {known}.",
    "api.missing": "« {name} » manque. Ajoutez-le.",
    "api.not_json": (
        "Le corps n’est pas du JSON lisible (ligne {line}, colonne {column}). Vérifiez qu’il est complet et "
        "écrit en UTF-8."
    ),
    "api.not_listed": "« {name} » n’est pas l’une des valeurs connues : {known}.",
    "api.our_fault": (
        "Un incident est survenu de notre côté ; il est consigné. Renvoyez la demande dans un instant, avec "
        "la même clé d’envoi."
    ),
    "api.signs": "« {name} » contient un signe qui n’est pas admis ici. Corrigez sa valeur.",
    "api.too_fast": "Cette clé a fait trop de demandes en une minute. Revenez dans {seconds:integer} s.",
    "api.too_few": "« {name} » contient trop peu d’éléments (minimum : {least:integer}). Complétez la liste.",
    "api.too_long": "« {name} » est trop long (maximum : {most:integer}). Abrégez-le.",
    "api.too_many": "« {name} » contient trop d’éléments (maximum : {most:integer}). Divisez l’envoi.",
    "api.too_short": "« {name} » est trop court (minimum : {least:integer}). Complétez-le.",
    "api.unfit": (
        "Ce qui est envoyé ne convient pas. Corrigez chaque endroit indiqué ({n:integer}), puis renvoyez le "
        "tout."
    ),
    "api.unknown_member": "« {name} » n’est pas connu ici. Retirez-le, ou vérifiez son nom.",
}
