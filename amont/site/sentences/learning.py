"""Sentences of learning, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "carrier.history": (
        "Pour ce transporteur, le taux d’infraction estimé est de {rate:percent} contre {base:percent} en "
        "moyenne (contrôles connus : {results:integer})."
    ),
    "carrier.unknown": (
        "Aucun contrôle n’est encore connu pour ce transporteur ; la moyenne générale est de {base:percent}."
    ),
    "declarant.habit": "Articles déjà déclarés par ce déclarant pour cet importateur : {seen:integer}.",
    "declarant.history": (
        "Pour ce déclarant, le taux d’infraction estimé est de {rate:percent} contre {base:percent} en "
        "moyenne (contrôles connus : {results:integer})."
    ),
    "declarant.unknown": (
        "Aucun contrôle n’est encore connu pour ce déclarant ; la moyenne générale est de {base:percent}."
    ),
    "goods.history": (
        "Pour ces marchandises, le taux d’infraction estimé est de {rate:percent} contre {base:percent} en "
        "moyenne (contrôles connus : {results:integer})."
    ),
    "goods.unknown": (
        "Aucun contrôle n’est encore connu pour ces marchandises ; la moyenne générale est de {base:percent}."
    ),
    "importer.habit": "Articles semblables déjà déclarés par cet importateur : {seen:integer}.",
    "importer.history": (
        "Pour cet importateur, le taux d’infraction estimé est de {rate:percent} contre {base:percent} en "
        "moyenne (contrôles connus : {results:integer})."
    ),
    "importer.unknown": (
        "Aucun contrôle n’est encore connu pour cet importateur ; la moyenne générale est de {base:percent}."
    ),
    "mass.declared": "Le poids déclaré ressemble à celui de dossiers où une infraction a été trouvée.",
    "mass.history": (
        "Pour cette tranche de poids, le taux d’infraction estimé est de {rate:percent} contre "
        "{base:percent} en moyenne (contrôles connus : {results:integer})."
    ),
    "mass.per_package": "Le poids par colis est {ratio:number} fois le poids habituel de ces marchandises.",
    "mass.unknown": (
        "Aucun contrôle n’est encore connu pour cette tranche de poids ; la moyenne générale est de "
        "{base:percent}."
    ),
    "office.history": (
        "Pour ces marchandises à ce bureau, le taux d’infraction estimé est de {rate:percent} contre "
        "{base:percent} en moyenne (contrôles connus : {results:integer})."
    ),
    "office.unknown": (
        "Aucun contrôle n’est encore connu pour ces marchandises à ce bureau ; la moyenne générale est de "
        "{base:percent}."
    ),
    "origin.habit": "Articles de cette position déjà venus de cette origine : {seen:integer}.",
    "origin.history": (
        "Pour ces marchandises de cette origine, le taux d’infraction estimé est de {rate:percent} contre "
        "{base:percent} en moyenne (contrôles connus : {results:integer})."
    ),
    "origin.unknown": (
        "Aucun contrôle n’est encore connu pour ces marchandises de cette origine ; la moyenne générale est "
        "de {base:percent}."
    ),
    "papers.history": (
        "Pour ce régime et ce mode, le taux d’infraction estimé est de {rate:percent} contre {base:percent} "
        "en moyenne (contrôles connus : {results:integer})."
    ),
    "papers.unknown": (
        "Aucun contrôle n’est encore connu pour ce régime et ce mode ; la moyenne générale est de "
        "{base:percent}."
    ),
    "price.declared": "Le prix déclaré ressemble à celui de dossiers où une infraction a été trouvée.",
    "price.history": (
        "Pour ce niveau de prix, le taux d’infraction estimé est de {rate:percent} contre {base:percent} en "
        "moyenne (contrôles connus : {results:integer})."
    ),
    "price.unknown": (
        "Aucun contrôle n’est encore connu pour ce niveau de prix ; la moyenne générale est de "
        "{base:percent}."
    ),
    "repeat.history": (
        "Pour une déclaration identique, le taux d’infraction estimé est de {rate:percent} contre "
        "{base:percent} en moyenne (contrôles connus : {results:integer})."
    ),
    "repeat.unknown": (
        "Cette déclaration répète en partie un dossier connu, sans résultat de contrôle propre."
    ),
    "route.declared": "La provenance déclarée ressemble à celle de dossiers où une infraction a été trouvée.",
    "route.history": (
        "Pour cette provenance, le taux d’infraction estimé est de {rate:percent} contre {base:percent} en "
        "moyenne (contrôles connus : {results:integer})."
    ),
    "route.unknown": (
        "Aucun contrôle n’est encore connu pour cette provenance ; la moyenne générale est de {base:percent}."
    ),
    "seller.habit": "Articles déjà achetés par cet importateur à ce vendeur : {seen:integer}.",
    "seller.history": (
        "Pour ce vendeur, le taux d’infraction estimé est de {rate:percent} contre {base:percent} en moyenne "
        "(contrôles connus : {results:integer})."
    ),
    "seller.unknown": (
        "Aucun contrôle n’est encore connu pour ce vendeur ; la moyenne générale est de {base:percent}."
    ),
    "tariff.declared": "Le taux déclaré ressemble à celui de dossiers où une infraction a été trouvée.",
    "tariff.history": (
        "Pour ce régime tarifaire, le taux d’infraction estimé est de {rate:percent} contre {base:percent} "
        "en moyenne (contrôles connus : {results:integer})."
    ),
    "tariff.rate_high": (
        "Le taux de droit déclaré est au-dessus du taux habituel de cette position ; écart en points : "
        "{gap:number}."
    ),
    "tariff.rate_low": (
        "Le taux de droit déclaré est sous le taux habituel de cette position ; écart en points : "
        "{gap:number}."
    ),
    "tariff.unknown": (
        "Aucun contrôle n’est encore connu pour ce régime tarifaire ; la moyenne générale est de "
        "{base:percent}."
    ),
    "value.high": "La valeur déclarée est {gap:percent} au-dessus du niveau habituel de ces marchandises.",
    "value.low": "La valeur déclarée est {gap:percent} sous le niveau habituel de ces marchandises.",
}
