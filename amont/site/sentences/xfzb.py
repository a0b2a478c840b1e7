"""Sentences of xfzb, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "xfzb.other_root": (
        "Le fichier n’est pas une lettre de transport aérien : son premier élément est « {root} ». Déposez "
        "un message XFZB ou XFWB."
    ),
}
