"""Sentences of selectivity, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "chance.exploration": (
        "Cette déclaration est visitée pour apprendre : trop peu de cas semblables ont été contrôlés."
    ),
    "chance.random": (
        "Cette déclaration est tirée au sort : {share:percent} des déclarations sont visitées quel que soit "
        "leur score, pour mesurer la fraude réelle."
    ),
    "chance.secret_too_short": (
        "Le secret du jour compte {found:integer} octets : il peut être deviné. Donnez-en au moins "
        "{least:integer}, tirés au hasard."
    ),
    "criterion.condition_shape": (
        "Dans le critère « {criterion} », à {path}, « {value} » n’est pas une condition. Écrivez un champ, "
        "une comparaison et une valeur, ou bien un groupe."
    ),
    "criterion.condition_value": (
        "Dans le critère « {criterion} », à {path}, la valeur « {value} » ne convient pas au champ « {field} "
        "». Écrivez un code entre guillemets, un nombre sans unité, un jour comme 2026-03-02."
    ),
    "criterion.days_reversed": (
        "Le critère « {criterion} » finit le {valid_to:day}, avant de commencer le {valid_from:day}. "
        "Corrigez l’un des deux jours."
    ),
    "criterion.empty_group": (
        "Dans le critère « {criterion} », le groupe {path} ne contient aucune condition. Ajoutez-en une ou "
        "retirez le groupe."
    ),
    "criterion.hit": "Critère {criterion}, version {version} : {title}",
    "criterion.kinds_differ": (
        "Dans le critère « {criterion} », à {path}, les champs « {field} » et « {other} » ne sont pas de "
        "même nature. Comparez deux nombres, deux jours ou deux codes."
    ),
    "criterion.missing_key": "Le critère « {criterion} » ne dit pas « {key} ». Complétez-le.",
    "criterion.outcome_field": (
        "Dans le critère « {criterion} », à {path}, le champ « {field} » n’est connu qu’après le contrôle. "
        "Choisissez un champ déclaré."
    ),
    "criterion.overlap": (
        "Les versions {version} et {other} du critère « {criterion} » valent le même jour. Fermez l’une "
        "avant d’ouvrir l’autre."
    ),
    "criterion.too_deep": (
        "Dans le critère « {criterion} », les groupes sont emboîtés sur plus de {limit:integer} niveaux. "
        "Partagez-le en plusieurs critères."
    ),
    "criterion.unknown_field": (
        "Dans le critère « {criterion} », à {path}, le champ « {field} » n’existe pas. Choisissez un champ "
        "de la déclaration."
    ),
    "criterion.unknown_key": (
        "Le critère « {criterion} » contient « {key} », que personne ne lit. Corrigez l’orthographe ou "
        "retirez cette ligne."
    ),
    "criterion.unknown_operator": (
        "Dans le critère « {criterion} », à {path}, la comparaison « {operator} » n’existe pas. "
        "Choisissez-en une de la liste."
    ),
    "criterion.wrong_operator": (
        "Dans le critère « {criterion} », à {path}, la comparaison « {operator} » ne s’applique pas au champ "
        "« {field} ». Choisissez-en une autre."
    ),
    "criterion.wrong_value": (
        "Dans le critère « {criterion} », la valeur « {value} » ne convient pas pour « {key} ». Corrigez-la."
    ),
    "data.blocked": (
        "Une retenue ou une alerte porte sur cette marchandise. Visitez-la avant toute mainlevée."
    ),
    "data.held": "Une donnée essentielle manque ou ne se lit pas. Vérifiez les documents.",
    "earlier.lane": (
        "Une version précédente de cette déclaration, ou la déclaration qu’elle remplace, avait ce circuit : "
        "il est conservé."
    ),
    "items.column_kind": (
        "La colonne « {column} » ne contient pas ce que son nom annonce. Vérifiez la correspondance des "
        "colonnes."
    ),
    "operator.new": "Cet opérateur est nouveau : rien n’est connu de lui. Vérifiez les documents.",
    "operator.new_inspected": (
        "Cet opérateur est nouveau et le tirage l’a désigné : {share:percent} des nouveaux opérateurs sont "
        "visités."
    ),
    "price.low_in_file": (
        "Le prix déclaré est de {below:percent} plus bas que le prix médian des mêmes marchandises dans ce "
        "fichier. Vérifiez la facture."
    ),
    "proof.cause_changed": (
        "Déclaration {reference}, ligne {line:integer} : la cause du circuit n’est pas celle que donne le "
        "calcul."
    ),
    "proof.content_changed": (
        "Déclaration {reference}, ligne {line:integer} : la déclaration du fichier n’est pas celle qui a été "
        "ciblée ce jour-là."
    ),
    "proof.declaration_lane_changed": (
        "Déclaration {reference}, ligne {line:integer} : le circuit de la déclaration n’est pas le plus "
        "sévère de ses articles."
    ),
    "proof.draw_changed": (
        "Déclaration {reference}, ligne {line:integer} : le tirage « {column} » n’est pas celui que donne le "
        "secret."
    ),
    "proof.hits_changed": (
        "Déclaration {reference}, ligne {line:integer} : les critères remplis ne sont pas ceux que donne le "
        "fichier."
    ),
    "proof.lane_changed": (
        "Déclaration {reference}, ligne {line:integer} : le circuit de l’article n’est pas celui que donnent "
        "les scores, les critères et les tirages."
    ),
    "proof.line_doubled": "La ligne {number:integer} figure plusieurs fois.",
    "proof.line_missing": "Les lignes {first:integer} à {last:integer} manquent.",
    "proof.line_out_of_count": (
        "Une ligne porte le numéro {number:integer}, alors que le jour en compte {count:integer}."
    ),
    "proof.not_in_force": "À {path}, la version {value} n’est pas en vigueur le {day:day}.",
    "proof.other_file": (
        "Le fichier compte {found:integer} articles, la preuve {expected:integer}. Donnez le fichier de ce "
        "jour."
    ),
    "proof.plan_changed": (
        "Les parts, les seuils, le passé ou les critères ne sont pas ceux dont l’empreinte a été publiée "
        "avant le jour."
    ),
    "proof.rows_changed": "Au moins une ligne n’est pas celle dont l’empreinte a été publiée après le jour.",
    "proof.secret_not_revealed": (
        "Le secret du jour n’est pas encore publié : les tirages ne sont pas vérifiés. Revenez quand il le "
        "sera."
    ),
    "proof.selection_changed": (
        "La sélection et la preuve diffèrent sur {column} : « {value} » au lieu de « {expected} » ({path})."
    ),
    "proof.sequence_doubled": "Deux déclarations différentes portent le numéro {number:integer}.",
    "proof.sequence_missing": "Les déclarations du numéro {first:integer} au numéro {last:integer} manquent.",
    "proof.sequence_out_of_count": (
        "Une déclaration porte le numéro {number:integer}, alors que le jour en compte {count:integer}."
    ),
    "proof.shape": (
        "Dans la preuve, à {path}, une valeur manque ou ne convient pas. Demandez le fichier d’origine à "
        "l’administration qui l’a publié."
    ),
    "proof.threshold_changed": (
        "Bureau « {office} » : le seuil « {threshold} » n’est pas celui que donnent les déclarations passées."
    ),
    "proof.unknown_criterion": (
        "Ligne {line:integer} : le critère « {criterion} » n’est pas dans la liste du jour."
    ),
    "proof.unreadable": (
        "Ce texte n’est pas une preuve lisible. Demandez le fichier complet à l’administration qui l’a "
        "publié."
    ),
    "proof.wrong_secret": (
        "Le secret donné n’est pas celui dont l’empreinte a été publiée avant le jour. Les tirages ne "
        "peuvent pas être vérifiés."
    ),
    "selectivity.sizes_differ": (
        "La colonne « {column} » compte {found:integer} lignes, il en faut {expected:integer}. Donnez des "
        "colonnes du même fichier."
    ),
    "shares.out_of_range": "La part « {share} » vaut {value}. Donnez une part entre 0 et 1.",
    "shares.too_large": (
        "Les parts {shares} font ensemble {total:percent}. Réduisez-les pour ne pas dépasser le tout."
    ),
}
