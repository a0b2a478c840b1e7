"""Sentences of search, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "search.empty": (
        "Rien n’est encore cherché : filtrez d’abord le ciblage par mots, circuit, motif ou bureau."
    ),
    "search.name_taken": "Vous gardez déjà une recherche nommée « {name} ». Choisissez un autre nom.",
    "search.of_another": "Cette recherche est à un autre analyste : ouvrez-la et gardez-en une copie à vous.",
    "search.office_not_yours": "Vous n’êtes pas en poste au bureau {office} : partagez avec votre bureau.",
    "search.too_many": (
        "Vous gardez déjà {most:integer} recherches : supprimez-en une avant d’en garder une autre."
    ),
    "search.unfit": "« {value} » n’existe pas ici : choisissez de nouveau les filtres.",
    "search.unnamed": "Donnez un nom à cette recherche.",
}
