"""Sentences of control, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "control.changed_meanwhile": (
        "Le résultat de l’article {item} a changé depuis l’ouverture de cette page. Rien n’est remplacé : "
        "comparez, puis rouvrez l’article."
    ),
    "control.compliant_with_gaps": (
        "Vous notez une différence ou une somme due : choisissez « écart mineur » ou « infraction »."
    ),
    "control.conclusion_missing": "Aucun article n’est visité : dites pourquoi dans la conclusion.",
    "control.conclusion_refused": "La fin du contrôle est à revoir. Relisez vos réponses.",
    "control.duty_before_missing": "Indiquez les droits d’avant, pour les comparer à ceux d’après.",
    "control.figure_impossible": "Ce nombre est négatif ou démesuré. Relisez-le.",
    "control.hs_code_unreadable": "Une position tarifaire a de 4 à 11 chiffres, par exemple 4011.10.",
    "control.item_twice": (
        "L’article {item} de la déclaration {reference} a deux résultats dans cet envoi. Gardez-en un."
    ),
    "control.item_unknown": (
        "La déclaration {reference}, version {version}, n’a pas d’article {item}. Vérifiez le numéro de "
        "l’article."
    ),
    "control.items_left": (
        "Articles sans votre résultat : {n:integer}. Commencez par l’article {first}, puis signez."
    ),
    "control.kind_missing": "Dites sur quoi porte l’infraction.",
    "control.kind_without_fault": (
        "Ce qui est conforme ou non visité ne porte pas d’infraction. Choisissez un autre résultat, ou « "
        "rien à signaler »."
    ),
    "control.means_missing": "Choisissez comment vous avez contrôlé : visite physique, scanner ou documents.",
    "control.minutes_missing": "Indiquez le temps passé, en minutes, entre 1 et {most:integer}.",
    "control.nobody_else": (
        "Aucun autre inspecteur n’est affecté au bureau {office} aujourd’hui. Demandez une affectation à "
        "l’administrateur des comptes."
    ),
    "control.not_inspected_with_findings": (
        "Vous notez ce que vous avez trouvé : choisissez un autre résultat que « non visité », ou effacez "
        "ces valeurs."
    ),
    "control.origin_unreadable": (
        "Un pays s’écrit en deux lettres, par exemple CN. Choisissez-le dans la liste."
    ),
    "control.outcome_unknown": "Choisissez le résultat : conforme, écart mineur, infraction ou non visité.",
    "control.photo_refused": "Cette photo n’est pas gardée. Reprenez-la.",
    "control.photo_too_large": (
        "Cette photo dépasse {most_mb:integer} Mo, ou sa définition est trop grande. Reprenez-la avec un "
        "réglage plus petit."
    ),
    "control.photo_unreadable": (
        "Ce fichier n’est pas une photo entière en JPEG, PNG ou WebP. Reprenez la photo."
    ),
    "control.reason_missing": "Indiquez pourquoi un autre inspecteur est tiré au sort.",
    "control.result_refused": "Ce résultat est à revoir. Relisez vos réponses.",
    "control.started_here": (
        "Un inspecteur a commencé ce contrôle ici : le résultat de l’article {item} sera le sien. Celui que "
        "vous envoyez n’est pas retenu."
    ),
    "control.threat_without_offence": (
        "Une menace pour la sécurité est une infraction : choisissez « infraction »."
    ),
    "control.too_many_photos": "Ce contrôle a déjà {most:integer} photos, le plus qu’il peut garder.",
    "control.version_changed": (
        "{reference} est rectifiée depuis le tirage : la version {version:integer} n’est plus la bonne, la "
        "version {current:integer} l’est. Elle revient à son inspecteur dès que son circuit est décidé ; "
        "rien n’est commencé."
    ),
}
