"""Sentences of learning, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "carrier.declared": (
        "Ce qui est déclaré ressemble, pour ce transporteur, à des dossiers où une infraction a été trouvée."
    ),
    "carrier.history": (
        "Pour ce transporteur, {results:integer} contrôles connus donnent un taux d’infraction estimé à "
        "{rate:percent} ; la moyenne est de {base:percent}."
    ),
    "carrier.unknown": (
        "Aucun contrôle n’est encore connu pour ce transporteur ; la moyenne générale est de {base:percent}."
    ),
    "declarant.declared": (
        "Ce qui est déclaré ressemble, pour ce déclarant, à des dossiers où une infraction a été trouvée."
    ),
    "declarant.habit": "Ce déclarant a déclaré {seen:integer} articles pour cet importateur auparavant.",
    "declarant.history": (
        "Pour ce déclarant, {results:integer} contrôles connus donnent un taux d’infraction estimé à "
        "{rate:percent} ; la moyenne est de {base:percent}."
    ),
    "declarant.unknown": (
        "Aucun contrôle n’est encore connu pour ce déclarant ; la moyenne générale est de {base:percent}."
    ),
    "goods.declared": (
        "Ce qui est déclaré ressemble, pour ces marchandises, à des dossiers où une infraction a été trouvée."
    ),
    "goods.history": (
        "Pour ces marchandises, {results:integer} contrôles connus donnent un taux d’infraction estimé à "
        "{rate:percent} ; la moyenne est de {base:percent}."
    ),
    "goods.unknown": (
        "Aucun contrôle n’est encore connu pour ces marchandises ; la moyenne générale est de {base:percent}."
    ),
    "importer.declared": (
        "Ce qui est déclaré ressemble, pour cet importateur, à des dossiers où une infraction a été trouvée."
    ),
    "importer.habit": "Cet importateur a déclaré {seen:integer} articles semblables auparavant.",
    "importer.history": (
        "Pour cet importateur, {results:integer} contrôles connus donnent un taux d’infraction estimé à "
        "{rate:percent} ; la moyenne est de {base:percent}."
    ),
    "importer.unknown": (
        "Aucun contrôle n’est encore connu pour cet importateur ; la moyenne générale est de {base:percent}."
    ),
    "mass.declared": (
        "Ce qui est déclaré ressemble, pour cette tranche de poids, à des dossiers où une infraction a été "
        "trouvée."
    ),
    "mass.history": (
        "Pour cette tranche de poids, {results:integer} contrôles connus donnent un taux d’infraction estimé "
        "à {rate:percent} ; la moyenne est de {base:percent}."
    ),
    "mass.per_package": "Le poids par colis est {ratio:number} fois le poids habituel de ces marchandises.",
    "mass.unknown": (
        "Aucun contrôle n’est encore connu pour cette tranche de poids ; la moyenne générale est de "
        "{base:percent}."
    ),
    "office.declared": (
        "Ce qui est déclaré ressemble, pour ce bureau, pour ces marchandises, à des dossiers où une "
        "infraction a été trouvée."
    ),
    "office.history": (
        "Pour ce bureau, pour ces marchandises, {results:integer} contrôles connus donnent un taux "
        "d’infraction estimé à {rate:percent} ; la moyenne est de {base:percent}."
    ),
    "office.unknown": (
        "Aucun contrôle n’est encore connu pour ce bureau, pour ces marchandises ; la moyenne générale est "
        "de {base:percent}."
    ),
    "origin.declared": (
        "Ce qui est déclaré ressemble, pour ces marchandises de cette origine, à des dossiers où une "
        "infraction a été trouvée."
    ),
    "origin.habit": "Ces marchandises sont venues {seen:integer} fois de cette origine auparavant.",
    "origin.history": (
        "Pour ces marchandises de cette origine, {results:integer} contrôles connus donnent un taux "
        "d’infraction estimé à {rate:percent} ; la moyenne est de {base:percent}."
    ),
    "origin.unknown": (
        "Aucun contrôle n’est encore connu pour ces marchandises de cette origine ; la moyenne générale est "
        "de {base:percent}."
    ),
    "papers.declared": (
        "Ce qui est déclaré ressemble, pour ce régime et ce mode, à des dossiers où une infraction a été "
        "trouvée."
    ),
    "papers.history": (
        "Pour ce régime et ce mode, {results:integer} contrôles connus donnent un taux d’infraction estimé à "
        "{rate:percent} ; la moyenne est de {base:percent}."
    ),
    "papers.unknown": (
        "Aucun contrôle n’est encore connu pour ce régime et ce mode ; la moyenne générale est de "
        "{base:percent}."
    ),
    "price.declared": (
        "Ce qui est déclaré ressemble, pour ce niveau de prix, à des dossiers où une infraction a été "
        "trouvée."
    ),
    "price.history": (
        "Pour ce niveau de prix, {results:integer} contrôles connus donnent un taux d’infraction estimé à "
        "{rate:percent} ; la moyenne est de {base:percent}."
    ),
    "price.unknown": (
        "Aucun contrôle n’est encore connu pour ce niveau de prix ; la moyenne générale est de "
        "{base:percent}."
    ),
    "repeat.history": (
        "Une déclaration identique a déjà été contrôlée {results:integer} fois ; le taux d’infraction estimé "
        "est de {rate:percent}, la moyenne de {base:percent}."
    ),
    "repeat.unknown": (
        "Cette déclaration répète en partie un dossier connu, sans résultat de contrôle propre."
    ),
    "route.declared": (
        "Ce qui est déclaré ressemble, pour cette provenance, à des dossiers où une infraction a été trouvée."
    ),
    "route.history": (
        "Pour cette provenance, {results:integer} contrôles connus donnent un taux d’infraction estimé à "
        "{rate:percent} ; la moyenne est de {base:percent}."
    ),
    "route.unknown": (
        "Aucun contrôle n’est encore connu pour cette provenance ; la moyenne générale est de {base:percent}."
    ),
    "seller.declared": (
        "Ce qui est déclaré ressemble, pour ce vendeur, à des dossiers où une infraction a été trouvée."
    ),
    "seller.habit": "Cet importateur a acheté {seen:integer} fois à ce vendeur auparavant.",
    "seller.history": (
        "Pour ce vendeur, {results:integer} contrôles connus donnent un taux d’infraction estimé à "
        "{rate:percent} ; la moyenne est de {base:percent}."
    ),
    "seller.unknown": (
        "Aucun contrôle n’est encore connu pour ce vendeur ; la moyenne générale est de {base:percent}."
    ),
    "tariff.declared": (
        "Ce qui est déclaré ressemble, pour ce régime tarifaire, à des dossiers où une infraction a été "
        "trouvée."
    ),
    "tariff.history": (
        "Pour ce régime tarifaire, {results:integer} contrôles connus donnent un taux d’infraction estimé à "
        "{rate:percent} ; la moyenne est de {base:percent}."
    ),
    "tariff.rate_high": (
        "Le taux de droit déclaré est {gap:number} points au-dessus du taux habituel de cette position."
    ),
    "tariff.rate_low": (
        "Le taux de droit déclaré est {gap:number} points sous le taux habituel de cette position."
    ),
    "tariff.unknown": (
        "Aucun contrôle n’est encore connu pour ce régime tarifaire ; la moyenne générale est de "
        "{base:percent}."
    ),
    "value.high": "La valeur déclarée est {gap:percent} au-dessus du niveau habituel de ces marchandises.",
    "value.low": "La valeur déclarée est {gap:percent} sous le niveau habituel de ces marchandises.",
}
