"""Sentences of sad, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "sad.country_unknown": (
        "Le code de pays « {value} » n’est pas dans la liste ISO 3166 ({path}). Vérifiez s’il s’agit d’un "
        "code national."
    ),
    "sad.currency_unknown": (
        "Le code de monnaie « {value} » n’est pas dans la liste ISO 4217 ({path}). Vérifiez-le."
    ),
    "sad.day_ambiguous": (
        "La date « {value} » peut se lire de deux façons ({path}) ; elle est lue {read:day}. Vérifiez le "
        "jour et le mois."
    ),
    "sad.day_unreadable": "« {value} » n’est pas une date lisible ({path}). Corrigez-la dans la déclaration.",
    "sad.empty_item": "Un article est vide ({path}) ; il n’est pas compté. Vérifiez s’il en manque un.",
    "sad.hs_missing": (
        "La position tarifaire n’est pas indiquée (case 33, {path}). Complétez-la avant de poursuivre."
    ),
    "sad.hs_unusual": (
        "La position tarifaire « {value} » n’a pas de 6 à 11 chiffres (case 33, {path}). Vérifiez-la."
    ),
    "sad.incoterm_unknown": (
        "La condition de livraison « {value} » n’est pas un Incoterm ({path}). Vérifiez-la ; C&F s’écrit "
        "aujourd’hui CFR."
    ),
    "sad.item_count": (
        "Nombre d’articles déclaré : {declared:number} ; présents dans le fichier : {counted:number}. "
        "Vérifiez qu’aucun article ne manque."
    ),
    "sad.item_taxes": (
        "Article {item} : le total des taxes imprimé est {declared:number}, ses lignes à payer donnent "
        "{counted:number}. Vérifiez la case 47."
    ),
    "sad.no_items": "La déclaration ne contient aucun article. Vérifiez que le fichier est complet.",
    "sad.not_a_declaration": (
        "Ce fichier n’est pas une déclaration en détail SYDONIA : il commence par « {root} ». Choisissez le "
        "fichier exporté de la déclaration."
    ),
    "sad.number_ambiguous": (
        "« {value} » peut se lire de deux façons ({path}) ; il est lu {read:number}. Vérifiez si la virgule "
        "sépare les milliers."
    ),
    "sad.number_unreadable": (
        "« {value} » n’est pas un nombre lisible ({path}). Corrigez-le dans la déclaration."
    ),
    "sad.office_missing": (
        "Le bureau de dédouanement n’est pas indiqué (case A). Complétez-le avant de poursuivre."
    ),
    "sad.origin_missing": (
        "Le pays d’origine n’est pas indiqué (case 34, {path}). Complétez-le avant de poursuivre."
    ),
    "sad.rate_unexplained": (
        "La taxe {tax} ne s’explique pas ({path}) : base {base:number}, taux {rate:number}, montant "
        "{amount:number}. Vérifiez la liquidation."
    ),
    "sad.repeated": (
        "« {path} » figure plus d’une fois. La première valeur fait foi ici, celle-ci (« {value} ») est "
        "conservée ; vérifiez laquelle est juste."
    ),
    "sad.several_declarations": (
        "Ce fichier contient {count:integer} déclarations et une seule est attendue. Déposez-le parmi les "
        "fichiers à plusieurs déclarations, ou divisez-le."
    ),
    "sad.tax_differs": (
        "Article {item}, taxe {tax} : le document porte {printed:number}, notre bulletin {ours:number}. "
        "Vérifiez la taxe, sa base et son taux."
    ),
    "sad.tax_mode": (
        "Une taxe porte le mode de paiement « {mode} », ni 1 (à payer) ni 0 (garantie) : son montant n’entre "
        "dans aucun total. Vérifiez-la : {path}."
    ),
    "sad.tax_recomputed": (
        "Article {item}, taxe {tax} : {base:number} au taux imprimé {rate:number} donne {recomputed:number}, "
        "le document porte {printed:number}. Vérifiez la liquidation."
    ),
    "sad.total_cif": (
        "Valeur en douane déclarée : {declared:number} ; somme des articles : {counted:number}. Vérifiez la "
        "note de valeur."
    ),
    "sad.total_gross": (
        "Masse brute déclarée : {declared:number} kg ; somme des articles : {counted:number} kg. Vérifiez "
        "les masses."
    ),
    "sad.total_guarantee": (
        "Montant garanti déclaré : {declared:number} ; somme des lignes garanties : {counted:number}. "
        "Vérifiez la garantie."
    ),
    "sad.total_invoice": (
        "Montant de facture déclaré : {declared:number} ; somme des articles : {counted:number}. Vérifiez la "
        "facture."
    ),
    "sad.total_packages": (
        "Nombre de colis déclaré : {declared:number} ; somme des articles : {counted:number}. Vérifiez les "
        "colis."
    ),
    "sad.total_taxes": (
        "Droits et taxes à payer déclarés : {declared:number} ; somme des lignes et des taxes globales : "
        "{counted:number}. Vérifiez la liquidation."
    ),
    "sad.unknown_element": (
        "« {path} » n’est pas connu. Sa valeur, « {value} », est conservée et rendue telle quelle ; vérifiez "
        "si elle compte pour vous."
    ),
    "sad.unwritable": (
        "La déclaration ne peut pas être écrite : « {value} » ({path}) contient un signe interdit. Corrigez "
        "cette valeur."
    ),
}
