"""Sentences of journal, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "journal.checkpoint_forged": (
        "La signature de « {name} » ne correspond pas à ce relevé : l’un ou l’autre a été modifié. "
        "Conservez-le comme preuve et demandez l’original."
    ),
    "journal.checkpoint_of_other": (
        "Ce relevé porte sur le journal « {origin} », et non sur « {expected} ». Choisissez le relevé de ce "
        "journal."
    ),
    "journal.checkpoint_unreadable": (
        "Ce texte n’est pas un relevé du journal, ou il a été coupé ou modifié en route. Demandez le fichier "
        "d’origine à l’administration qui l’a exporté."
    ),
    "journal.checkpoint_unsigned": (
        "Aucune clé connue n’a signé ce relevé. Il est signé par : {names}. Demandez sa clé de vérification "
        "à l’administration concernée."
    ),
    "journal.export_differs": (
        "Le journal ne correspond pas au relevé exporté de {size:integer} lignes : entre la place {first} et "
        "la place {last}, l’histoire a été réécrite. Ajoutez la liste d’empreintes exportée avec ce relevé "
        "pour désigner la ligne."
    ),
    "journal.exports_disagree": (
        "Le relevé exporté de {size:integer} lignes contredit un relevé plus récent : deux histoires "
        "différentes ont été signées. Conservez les deux relevés comme preuve et prévenez le responsable de "
        "la sécurité."
    ),
    "journal.fact_kind": (
        "Le fait « {path} » ne peut pas entrer au journal sous cette forme. Écrivez-le en texte, en nombre "
        "entier, ou par oui ou non."
    ),
    "journal.fact_too_deep": (
        "Le fait « {path} » s’emboîte sur plus de {limit:integer} niveaux. Simplifiez-le."
    ),
    "journal.fact_too_large": "Le nombre « {path} » dépasse {limit:integer}. Écrivez-le en texte.",
    "journal.frontier_unreadable": (
        "Le bord conservé de l’arbre du journal est abîmé. Reconstruisez-le à partir des empreintes."
    ),
    "journal.gap": (
        "Le journal a un trou de la place {first} à la place {last} : lignes et empreintes ont disparu. "
        "Prévenez le responsable de la sécurité."
    ),
    "journal.head_changed": (
        "Le relevé de {size:integer} lignes a été modifié ; le journal, lui, est resté le même. Prévenez le "
        "responsable de la sécurité."
    ),
    "journal.head_differs": (
        "Le journal ne correspond plus au relevé de {size:integer} lignes : entre la place {first} et la "
        "place {last}, une ligne a été réécrite avec son empreinte. Comparez avec une liste d’empreintes "
        "exportée auparavant pour la désigner."
    ),
    "journal.head_forged": (
        "Le dernier relevé du journal, à {size:integer} lignes, n’est pas celui que ce nœud a signé. Rien "
        "n’y est ajouté : prévenez le responsable de la sécurité."
    ),
    "journal.head_unsigned": (
        "Le relevé de {size:integer} lignes ne porte pas la signature du journal. Prévenez le responsable de "
        "la sécurité."
    ),
    "journal.key_unreadable": (
        "« {key} » n’est pas une clé de vérification. Recopiez-la en entier, sans espace."
    ),
    "journal.leaf_changed": (
        "L’empreinte de la ligne {number} du journal (place {index}) a été modifiée ; la ligne est intacte. "
        "Prévenez le responsable de la sécurité."
    ),
    "journal.leaf_missing": (
        "L’empreinte de la ligne {number} du journal (place {index}) a disparu ou n’est plus entière. "
        "Prévenez le responsable de la sécurité."
    ),
    "journal.leaf_unreadable": (
        "L’empreinte à la place {index} du journal n’a pas la bonne longueur. Lancez la vérification du "
        "journal."
    ),
    "journal.list_differs": (
        "Cette liste d’empreintes n’est pas celle du relevé de {size:integer} lignes. Donnez la liste "
        "exportée avec lui."
    ),
    "journal.list_unproven": (
        "Une liste d’empreintes ne prouve rien sans son relevé. Donnez aussi le relevé exporté avec elle."
    ),
    "journal.no_such_leaf": (
        "La place {index} n’existe pas : le journal scellé compte {size:integer} lignes. Choisissez une "
        "place plus petite."
    ),
    "journal.out_of_order": (
        "La ligne {number} du journal occupe la place {index}, déjà prise. Prévenez le responsable de la "
        "sécurité."
    ),
    "journal.row_changed": (
        "La ligne {number} du journal (place {index}) a été modifiée après son écriture. Prévenez le "
        "responsable de la sécurité."
    ),
    "journal.row_missing": (
        "La ligne {number} du journal (place {index}) a disparu ; son empreinte est restée. Prévenez le "
        "responsable de la sécurité."
    ),
    "journal.row_or_leaf_changed": (
        "La ligne {number} du journal (place {index}) et son empreinte ne concordent plus : l’une des deux a "
        "été modifiée. Prévenez le responsable de la sécurité."
    ),
    "journal.row_rewritten": (
        "La ligne {number} du journal (place {index}) a été réécrite avec son empreinte : la liste exportée "
        "le montre. Prévenez le responsable de la sécurité."
    ),
    "journal.row_shape": (
        "Dans la ligne à écrire au journal, « {column} » n’a pas le contenu attendu. Corrigez-le, puis "
        "recommencez."
    ),
    "journal.tail_missing": (
        "Le journal compte {size:integer} lignes, alors qu’un relevé signé en compte {claimed:integer} : la "
        "fin a été retirée. Prévenez le responsable de la sécurité."
    ),
    "journal.text_not_kept": (
        "Le texte « {path} » contient un signe qui ne peut pas être conservé. Retirez ce signe, puis "
        "recommencez."
    ),
    "journal.too_long": (
        "Le journal compte {size:integer} lignes, plus que les {most:integer} qu’une page vérifie. Lancez "
        "amont verify-log sur la machine du nœud."
    ),
}
