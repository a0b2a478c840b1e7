"""Sentences of order, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "order.act_unknown": "Choisissez : passer au scanner, visiter ou laisser aller.",
    "order.already_ordered": "Cela est déjà demandé du titre {bill} et n’est pas fini.",
    "order.bill_gone": (
        "Le titre {bill} est annulé, ou ses marchandises sont parties : rien ne s’en ordonne plus."
    ),
    "order.box_of_others": "Le conteneur {box} n’est pas de ce titre.",
    "order.found_needs_words": "Dites en quelques mots ce que vous avez trouvé.",
    "order.found_unknown": "Choisissez ce que la visite a trouvé, et sa gravité.",
    "order.ground_missing": "Écrivez pourquoi.",
    "order.not_an_inspection": "Un scan se termine avec son image : le résultat se note sur une visite.",
    "order.nothing_is_not_grave": "Ce qui est grave est une infraction : choisissez son genre.",
    "order.nothing_to_scan": "Ce titre n’annonce aucun conteneur : ordonnez une visite.",
    "order.reason_unknown": (
        "Le motif {reason} n’a pas décidé du circuit de ce titre. Choisissez parmi ceux du titre."
    ),
    "order.second_person": "Vous avez demandé de laisser aller ce titre : un autre chef de visite confirme.",
    "order.stopped_by_hold": "Un blocage arrête ce titre : {ground}. Levez-le d’abord.",
}
