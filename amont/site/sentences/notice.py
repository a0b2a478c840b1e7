"""Sentences of notice, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "notice.currency_foreign": (
        "Article {item} : le droit par unité est écrit en {currency}, une autre monnaie que celle des taxes. "
        "Corrigez le tarif."
    ),
    "notice.difference_found": (
        "Article {items} : le contrôle a trouvé autre chose que ce qui est déclaré. Les droits suivent ce "
        "qui est trouvé, une fois la suite décidée."
    ),
    "notice.ground_missing": "Indiquez pourquoi ce bulletin est retiré.",
    "notice.tariff_unknown": (
        "Article {item} : le tarif du {on:day} ne connaît pas {hs_code}, ou n’en dit pas le droit. Corrigez "
        "le code, ou complétez le tarif."
    ),
    "notice.value_missing": "Article {item} : la valeur en douane manque. Déposez une version qui la donne.",
}
