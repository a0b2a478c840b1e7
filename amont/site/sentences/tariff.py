"""Sentences of tariff, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "tariff.amount_of_what": (
        "Ligne {line} : le montant « {value} » n’a pas sa monnaie et son unité. La ligne est laissée : "
        "complétez-la."
    ),
    "tariff.cell_long": (
        "Ligne {line} : une cellule est trop longue (« {value} »). La ligne est laissée : raccourcissez-la."
    ),
    "tariff.cell_unread": (
        "Ligne {line}, colonne {column} : « {value} » n’est pas lisible. La ligne est laissée : corrigez-la."
    ),
    "tariff.code_completed": (
        "Ligne {line} : le code « {value} » a été complété par l’auteur de la table. Il est gardé, à "
        "confirmer."
    ),
    "tariff.code_repeated": (
        "Ligne {line} : le code « {value} » figure déjà plus haut. Seule la première ligne compte : "
        "vérifiez-la."
    ),
    "tariff.code_unread": (
        "Ligne {line} : « {value} » n’est pas un code de 2 à 10 chiffres. La ligne est laissée : corrigez-la."
    ),
    "tariff.code_zero": (
        "Ligne {line} : le zéro de tête que le tableur avait ôté est remis : {value}. Vérifiez le code."
    ),
    "tariff.columns_unread": (
        "Ligne {line} : des colonnes ne sont pas lues ({value}). Vérifiez que rien n’y manque."
    ),
    "tariff.formula": (
        "Ligne {line}, colonne {column} : « {value} » est une formule. La ligne est laissée : donnez sa "
        "valeur."
    ),
    "tariff.name_missing": (
        "Ligne {line} : le code « {value} » n’a pas de nom. Il est gardé sans nom : donnez-le."
    ),
    "tariff.rate_missing": (
        "Ligne {line} : le code « {value} » n’a ni taux ni montant. Il est gardé sans droit : indiquez-le, 0 "
        "pour l’exemption."
    ),
    "tariff.row_width": (
        "Ligne {line} : « {value} » dépasse les colonnes du titre. La ligne est laissée : vérifiez ses "
        "séparateurs."
    ),
    "tariff.unreadable": (
        "« {name} » n’est pas un tarif. Donnez un fichier CSV ou XLSX avec les colonnes code, name_fr et "
        "rate_pct."
    ),
}
