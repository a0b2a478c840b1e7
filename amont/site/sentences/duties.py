"""Sentences of duties, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "cli.duties.aged": (
        "Âge : {age:integer} ans. À neuf moins {lost:percent} selon la table : {amount:money}, à comparer au "
        "prix déclaré."
    ),
    "cli.duties.base_form": "« {value} » ne dit pas une base. Écrivez le code et le nom, comme TVA=levies.",
    "cli.duties.forgone": "Exonéré par la préférence ou le titre : {amount:money}.",
    "cli.duties.guarantee": "Régime suspensif : rien n’est à payer, la garantie couvre {amount:money}.",
    "cli.duties.key_unknown": "Clés inconnues, non utilisées : {keys}.",
    "cli.duties.near_trigger": (
        "La valeur est déclarée juste au-dessus du prix de déclenchement de {charge} : à regarder."
    ),
    "cli.duties.no_freight": "Le fret n’est pas dans le prix et n’est pas donné : la valeur est sans lui.",
    "cli.duties.no_insurance": (
        "L’assurance n’est pas dans le prix et n’est pas donnée : la valeur est sans elle."
    ),
    "cli.duties.none": "Le régime {procedure} ne donne lieu à aucun droit à l’importation.",
    "cli.duties.title": "{case} : {country:country}, le {on:day}",
    "cli.duties.unconfirmed": "{letter}, à confirmer",
    "cli.duties.value": "Valeur en douane faite d’après la facture : {amount:money}.",
    "cli.duties.what_if": "{case} : et si",
    "duties.base_unknown": "{charge} n’a pas d’autre base appelée « {value} ». Sont possibles : {known}.",
    "duties.below_zero": "{path} vaut {value}, moins que zéro. Écrivez zéro ou plus.",
    "duties.case_refused": (
        "{path} n’est pas un cas. Écrivez un objet avec country, on, customs_value et duty_rate."
    ),
    "duties.ceiling": (
        "{charges} font ensemble {pct:number} % de la valeur ; le plus permis est {most_pct:number} %. "
        "Corrigez les taux de la ligne du tarif."
    ),
    "duties.country_unknown": (
        "Aucun dossier de pays n’a le code « {value} ». Sont possibles : {known}. Pour un autre pays, "
        "écrivez son dossier dans countries/."
    ),
    "duties.depreciation_unknown": (
        "Aucune table de vétusté « {value} » n’est en vigueur le {on:day}. Sont possibles : {known}."
    ),
    "duties.file_unreadable": (
        "Le fichier {name} n’est pas une liste de cas en JSON. Écrivez une liste d’objets, chacun avec "
        "country, on, customs_value et duty_rate."
    ),
    "duties.incoterm_unknown": "L’incoterm « {value} » n’est pas connu. Sont possibles : {known}.",
    "duties.key_missing": "{path} manque. Ajoutez-le.",
    "duties.negative": "{name} vaut {value:number}, moins que zéro. Donnez zéro ou plus.",
    "duties.not_a_day": "{path} doit être un jour comme 2024-06-03 ; « {value} » n’en est pas un.",
    "duties.not_a_number": (
        "{path} doit être un nombre ; « {value} » n’en est pas un. Écrivez des chiffres, avec un point avant "
        "les décimales."
    ),
    "duties.not_in_columns": "{charge} ne se calcule pas par colonnes. Calculez ces articles un par un.",
    "duties.not_known": "{path} vaut « {value} », qui n’est pas connu. Sont possibles : {known}.",
    "duties.not_used_yet": (
        "Le véhicule est dit utilisé dès le {first_used_on:day}, après le {on:day}. Vérifiez les deux jours."
    ),
    "duties.nothing_to_apportion": (
        "Des frais sont à répartir, mais les articles ont tous zéro pour {by}. Donnez cette mesure, ou "
        "répartissez autrement."
    ),
    "duties.preference_unknown": "La préférence « {value} » n’est pas connue. Sont possibles : {known}.",
    "duties.procedure_unknown": (
        "Le régime « {value} » n’est pas connu. Écrivez quatre chiffres, comme 4000 ou 7100."
    ),
    "duties.quantity_missing": "{charge} se paie par unité : donnez la quantité en {unit}.",
    "duties.rate_too_large": (
        "{path} vaut {value} ; le plus permis est {most:integer}. Un taux s’écrit en part de la valeur : 0.2 "
        "pour 20 %."
    ),
    "duties.refused": (
        "Les droits ne peuvent pas être calculés sur cet article. Vérifiez sa valeur et sa ligne du tarif."
    ),
    "duties.relief_unknown": (
        "Aucun titre d’exonération « {value} » n’est en vigueur le {on:day}. Sont possibles : {known}."
    ),
    "duties.text_expected": (
        "{path} vaut « {value} » ; un texte est attendu, ou pour flags une liste de textes."
    ),
    "duties.too_large": "{path} vaut {value} ; le plus permis est {most:integer}. Vérifiez le nombre.",
    "duties.value_missing": "{charge} se calcule sur {name}, qui n’est pas donné. Donnez-le.",
}
