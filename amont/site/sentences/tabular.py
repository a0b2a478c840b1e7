"""Sentences of tabular, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "document.day_expected": (
        "Dans {document}, {path} doit être une date qui existe, écrite comme 2026-01-31 ; « {value} » n’en "
        "est pas une."
    ),
    "document.group_expected": "Dans {document}, {path} doit contenir des clés et leurs valeurs.",
    "document.key_missing": "Dans {document}, il manque {path}. Ajoutez-le.",
    "document.key_twice": "Dans {document}, {path} est écrit deux fois. Gardez-en un seul.",
    "document.key_unknown": "Dans {document}, {path} n’a pas de sens ici. Sont possibles : {allowed}.",
    "document.list_expected": "Dans {document}, {path} doit être une liste qui n’est pas vide.",
    "document.not_allowed": "Dans {document}, {path} vaut « {value} ». Sont possibles : {allowed}.",
    "document.number_expected": "Dans {document}, {path} doit être un nombre ; « {value} » n’en est pas un.",
    "document.out_of_range": (
        "Dans {document}, {path} vaut {value}. Donnez un nombre entre {low:number} et {high:number}, entier "
        "si c’est un compte."
    ),
    "document.refused": "Le document {document} ne peut pas être pris tel qu’il est : voyez {path}.",
    "document.tag": (
        "Le document {document} contient une instruction « ! » à la ligne {line:integer}. Retirez-la."
    ),
    "document.text_expected": "Dans {document}, {path} doit être un texte ; « {value} » n’en est pas un.",
    "document.too_large": (
        "Le document {document} dépasse la limite de {limit:integer}. Partagez-le ou simplifiez-le."
    ),
    "document.unreadable": (
        "Le document {document} ne peut pas être lu à partir de la ligne {line:integer}. Vérifiez les "
        "retraits, les deux-points et les guillemets."
    ),
    "file.binary": (
        "Ce fichier n’est ni un texte, ni un classeur, ni un fichier Parquet. Exportez les déclarations au "
        "format CSV, XLSX, Parquet ou XML."
    ),
    "file.edifact": "Ce fichier est un message EDIFACT, pas un tableau. Déposez-le parmi les manifestes.",
    "file.empty": "Ce fichier est vide. Exportez-le de nouveau depuis le système d’origine.",
    "file.not_a_table": (
        "Ce fichier est un document XML, pas un tableau. Lisez-le comme une déclaration, ou exportez un "
        "tableau au format CSV, XLSX ou Parquet."
    ),
    "file.old_excel": (
        "Ce fichier est un ancien classeur Excel, ou un classeur protégé par un mot de passe. Enregistrez-le "
        "au format .xlsx sans mot de passe, puis déposez-le de nouveau."
    ),
    "file.zip": (
        "Ce fichier est une archive. Sortez-en les fichiers de déclarations, puis déposez-les un par un."
    ),
    "mapping.field_unknown": (
        "Dans le fichier de correspondance, {path} : la colonne « {field} » n’existe pas dans Amont. Voyez "
        "la liste des colonnes dans la correspondance amont."
    ),
    "mapping.outcome_misplaced": (
        "Dans le fichier de correspondance, {path} : les résultats de contrôle se placent sous outcomes, et "
        "rien d’autre. Déplacez « {field} »."
    ),
    "mapping.unknown": (
        "La correspondance « {name} » n’existe pas. Sont fournies : {known}. Vous pouvez aussi donner votre "
        "propre fichier."
    ),
    "pack.base_unknown": (
        "Dans {document}, {path} nomme « {value} », qui n’est ni une valeur ni une taxe écrite plus haut. "
        "Sont possibles : {allowed}."
    ),
    "pack.bounds": (
        "Dans {document}, {path} : la première borne, {begins}, est après la seconde, {ends}. Échangez-les."
    ),
    "pack.interval": (
        "Dans {document}, {path} : la période finit le {ends:day}, avant de commencer le {begins:day}. "
        "Corrigez l’une des deux dates."
    ),
    "pack.overlap": (
        "Dans {document}, {first} et {second} valent tous deux pour {key} le {on:day}. Fermez le premier "
        "avant que le second ne commence."
    ),
    "pack.rate_unclear": (
        "Dans {document}, dites combien d’une seule façon près de {path}. Sont possibles : {allowed}."
    ),
    "pack.steps": "Dans {document}, {path} vaut {value} : les années doivent monter d’une ligne à l’autre.",
    "parquet.too_large": (
        "Ce fichier Parquet est trop grand (limite : {limit:integer}). Partagez-le en plusieurs fichiers."
    ),
    "parquet.unreadable": (
        "Ce fichier Parquet ne peut pas être lu. Vérifiez qu’il est complet, puis exportez-le de nouveau."
    ),
    "table.blank_rows": "Le fichier contient des lignes vides. Elles ne comptent pas.",
    "table.code_rounded": (
        "Ligne {line:integer}, colonne {column} : « {value} » est un code que le tableur a arrondi. Mettez "
        "la colonne au format texte et exportez-la de nouveau."
    ),
    "table.column_kind": "La colonne {column} ne contient ni texte, ni nombre, ni date. Elle n’est pas lue.",
    "table.column_missing": (
        "Aucune colonne ne donne la référence de la déclaration. Le fichier doit avoir une colonne nommée "
        "{wanted} ; il contient : {found}. Renommez la colonne ou donnez un fichier de correspondance."
    ),
    "table.columns_absent": (
        "Le fichier n’a pas de colonne pour : {columns}. Le contrôle est moins précis sans ces données."
    ),
    "table.columns_twice": (
        "Ces colonnes portent un nom déjà pris ; seule la première de chaque nom est lue : {columns}."
    ),
    "table.columns_unmapped": (
        "Ces colonnes du fichier ne sont pas lues : {columns}. Si l’une d’elles est utile, ajoutez-la au "
        "fichier de correspondance."
    ),
    "table.day_order": (
        "Ligne {line:integer}, colonne {column} : « {value} » ne suit pas l’ordre du jour et du mois des "
        "autres dates. Vérifiez-la."
    ),
    "table.day_order_assumed": (
        "Dans la colonne {column}, « {value} » peut se lire de deux façons. Le jour est lu avant le mois. Si "
        "ce n’est pas le cas, indiquez l’ordre dans le fichier de correspondance."
    ),
    "table.day_unreadable": (
        "Ligne {line:integer}, colonne {column} : « {value} » n’est pas une date. La valeur reste vide. "
        "Corrigez-la."
    ),
    "table.decimal_assumed": (
        "Dans la colonne {column}, « {value} » peut se lire de deux façons. Le signe décimal retenu est « "
        "{decimal} ». Vérifiez quelques montants."
    ),
    "table.encoding": (
        "Les accents sont lus dans l’encodage {encoding} à partir de la ligne {line:integer}. Si des mots "
        "sont déformés, exportez le fichier en UTF-8."
    ),
    "table.hs_length": (
        "Ligne {line:integer}, colonne {column} : le code de marchandise « {value} » n’a pas entre 6 et 11 "
        "chiffres. Vérifiez qu’un zéro n’a pas été perdu."
    ),
    "table.hs_letters": (
        "Ligne {line:integer}, colonne {column} : le code de marchandise « {value} » contient des lettres. "
        "Seuls ses chiffres sont gardés. Vérifiez-le."
    ),
    "table.hs_unreadable": (
        "Ligne {line:integer}, colonne {column} : « {value} » n’est pas un code de marchandise. Corrigez-le."
    ),
    "table.key_missing": (
        "Ligne {line:integer} : la colonne {column} est vide, alors que le contrôle en a besoin. "
        "Complétez-la ; en attendant, un agent regarde la déclaration."
    ),
    "table.line_too_long": (
        "La ligne {line:integer} est plus longue que toute déclaration. Vérifiez que le fichier a bien une "
        "ligne par article."
    ),
    "table.lines_above": (
        "Le titre des colonnes n’est pas à la première ligne : {count:integer} lignes au-dessus sont passées."
    ),
    "table.more": "{count:integer} autres constats du même genre ({rule}) ne sont pas montrés un par un.",
    "table.negative": "Ligne {line:integer}, colonne {column} : {value} est négatif. Vérifiez ce montant.",
    "table.no_reference": (
        "La ligne {line:integer} n’a pas de référence de déclaration. Elle n’est pas prise. Complétez-la."
    ),
    "table.nul": (
        "Ce fichier contient des données qui ne sont pas du texte, à la ligne {line:integer}. Il a été abîmé "
        "ou ce n’est pas un fichier CSV. Exportez-le de nouveau."
    ),
    "table.number_unreadable": (
        "Ligne {line:integer}, colonne {column} : « {value} » n’est pas un nombre. La valeur reste vide. "
        "Corrigez-la."
    ),
    "table.quote_doubt": (
        "Les guillemets de la ligne {line:integer} sont mal placés. Vérifiez que ses colonnes sont bien lues."
    ),
    "table.row_width": (
        "La ligne {line:integer} a {found:integer} champs au lieu de {expected:integer}. Elle n’est pas "
        "prise. Corrigez-la à la source."
    ),
    "table.sheets_unread": (
        "Seule la première feuille qui contient des déclarations est lue. Ne sont pas lues : {value}."
    ),
    "table.trailing_blank": (
        "À partir de la ligne {line:integer}, des lignes ont {found:integer} champs au lieu de "
        "{expected:integer} ; ceux en trop sont vides et ne comptent pas."
    ),
    "table.unreadable": (
        "Le tableau ne peut pas être lu à partir de la ligne {line:integer}. Exportez-le de nouveau."
    ),
    "table.wrong_bytes": (
        "La ligne {line:integer} contient des signes écrits dans un autre encodage ; elle est lue en "
        "{encoding} : « {value} ». Vérifiez ses accents."
    ),
    "xlsx.too_large": (
        "Ce classeur est trop grand une fois ouvert (limite : {limit:integer}). Exportez les déclarations au "
        "format CSV, ou partagez-les en plusieurs classeurs."
    ),
    "xlsx.unreadable": (
        "Ce classeur ne peut pas être lu. Ouvrez-le, enregistrez-le de nouveau au format .xlsx sans mot de "
        "passe, puis déposez-le."
    ),
}
