"""Sentences of declaration, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "declaration.already_lodged": (
        "{reference}, version {version:integer} : cette déclaration est déjà déposée avec le même contenu. "
        "Rien n’est déposé deux fois."
    ),
    "declaration.amend_not_yours": (
        "{reference} existe déjà dans un autre bureau. Sa rectification revient à ce bureau ou au déclarant."
    ),
    "declaration.amended_too_late": (
        "{reference} ne peut plus être rectifiée : son contrôle a commencé, ou elle est annulée. "
        "Adressez-vous au bureau."
    ),
    "declaration.below_zero": (
        "Article {item} : « {name} » est négatif. La valeur est gardée telle quelle ; vérifiez-la."
    ),
    "declaration.bill_of_others": (
        "{reference} : le titre {bill} a un autre destinataire. Rien n’en est apuré."
    ),
    "declaration.bill_overdrawn": (
        "{reference} : le titre {bill} n’a plus que {packages_left:number} colis et {kg_left:number} kg, "
        "moins que déclaré ({packages:number} colis, {kg:number} kg). Rien n’en est apuré ; un agent le "
        "regarde."
    ),
    "declaration.bill_split": "{reference} : le titre {bill} est dégroupé. Indiquez le titre qui en dépend.",
    "declaration.bill_unclear": (
        "{reference} : plusieurs titres portent le numéro {bill}. Un agent désigne le bon."
    ),
    "declaration.bill_unknown": (
        "{reference} : aucun manifeste de ce bureau n’annonce le titre {bill}. Rien n’est apuré."
    ),
    "declaration.cancelled": (
        "{reference} est annulée et ne peut plus être déposée. Déposez la déclaration sous une nouvelle "
        "référence, qui dit laquelle elle remplace."
    ),
    "declaration.code_too_long": (
        "{reference} : une position tarifaire, une origine ou un importateur dépasse {most:integer} signes. "
        "Corrigez ce code, puis déposez la déclaration de nouveau."
    ),
    "declaration.file_turned": (
        "Le document ne peut pas être lu. Exportez à nouveau la déclaration, puis renvoyez-la."
    ),
    "declaration.ground_missing": "Indiquez le motif de l’annulation.",
    "declaration.key_fact_missing": (
        "Article {item} : « {name} » manque. La déclaration est prise, et un agent la regardera ; "
        "complétez-la par une nouvelle version."
    ),
    "declaration.key_reused": (
        "Cette clé d’envoi a déjà servi pour un autre contenu. Prenez-en une nouvelle pour chaque envoi."
    ),
    "declaration.lane_hidden": "Votre administration ne publie pas les circuits. Retirez ce filtre.",
    "declaration.lane_lightened": (
        "{reference} : le circuit ne peut pas passer de {before} à {lane} sans décision. L’ancien circuit "
        "est gardé."
    ),
    "declaration.not_one": (
        "Cet envoi prend une seule déclaration et le document en contient {n:integer}. Déposez les fichiers "
        "à plusieurs déclarations par la page des dépôts."
    ),
    "declaration.not_registered": (
        "{reference} : ses marchandises ne sont pas encore arrivées. Rien n’est dû avant."
    ),
    "declaration.not_xml": (
        "Le corps n’est pas un document XML. Envoyez la déclaration telle que SYDONIA l’exporte."
    ),
    "declaration.number_again": (
        "{reference} : le déclarant a déjà utilisé ce numéro une autre année, pour {before}. Vérifiez que ce "
        "sont bien deux déclarations."
    ),
    "declaration.other_declarant": (
        "{reference} nomme le déclarant {declarant}, autre que l’expéditeur du fichier. Vérifiez le mandat."
    ),
    "declaration.past_twice": (
        "{count:integer} déclarations de ce fichier sont déjà dans le nœud, dont {first}. Retirez-les du "
        "fichier, puis recommencez."
    ),
    "declaration.reference_missing": (
        "Cette déclaration n’a pas de référence. Donnez-lui-en une, puis déposez-la de nouveau."
    ),
    "declaration.reference_taken": (
        "La référence {reference} est déjà prise. Vérifiez-la, puis déposez la déclaration sous sa propre "
        "référence."
    ),
    "declaration.reference_too_long": (
        "La référence {reference} a {size:integer} signes, plus que les {most:integer} admis. "
        "Raccourcissez-la, puis déposez la déclaration de nouveau."
    ),
    "declaration.registered": (
        "{reference}, version {version:integer} : la douane a enregistré cette déclaration sous "
        "{registration}. C’est la même déclaration : elle garde sa référence ici."
    ),
    "declaration.still_controlled": "{reference} : son circuit demande un contrôle qui n’est pas terminé.",
    "declaration.turned": "La déclaration n’est pas déposée. Vérifiez-la, puis renvoyez-la.",
    "declaration.twice_in_batch": (
        "La version {version} de {reference} figure deux fois dans cet envoi. La première est prise ; "
        "vérifiez laquelle est juste."
    ),
    "declaration.version_exists": (
        "{reference} : la version {current:integer} est déjà déposée avec un autre contenu. Pour rectifier, "
        "déposez une version plus élevée."
    ),
    "declaration.version_unknown": (
        "{reference} : la version {version} n’est pas un numéro possible. Écrivez un nombre entier, 1 pour "
        "la première version."
    ),
}
