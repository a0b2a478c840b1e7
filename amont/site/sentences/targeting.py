"""Sentences of targeting, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "targeting.agent_differs": (
        "Au pointage, {differed:integer} des {counted:integer} titres déjà pris en charge de ce déposant "
        "différaient de leur annonce."
    ),
    "targeting.agent_differs.label": "Déposant : écarts au pointage",
    "targeting.amended_late": (
        "La dernière modification date de {hours:integer} h avant l’arrivée (modifications : "
        "{amendments:integer})."
    ),
    "targeting.amended_late.label": "Modification tardive",
    "targeting.announced_late": (
        "L’annonce a été faite {hours:integer} h avant l’arrivée ; le délai est de {limit:integer} h."
    ),
    "targeting.announced_late.label": "Annonce tardive",
    "targeting.box_back_soon": (
        "Le conteneur {number} est aussi annoncé par un autre voyage ; jours d’écart : {days:integer}."
    ),
    "targeting.box_back_soon.label": "Conteneur revenu trop vite",
    "targeting.box_not_carriers": "Ce transporteur n’a encore annoncé aucun conteneur {owner} : {number}.",
    "targeting.box_not_carriers.label": "Conteneur d’un autre parc",
    "targeting.box_not_freight": (
        "Le numéro {number} n’est pas celui d’un conteneur de fret : son quatrième signe est {sign}."
    ),
    "targeting.box_not_freight.label": "Numéro hors conteneurs de fret",
    "targeting.box_overweight": (
        "Le conteneur {number} pèserait {kg:integer} kg ; le maximum est de {most:integer} kg."
    ),
    "targeting.box_overweight.label": "Conteneur trop lourd",
    "targeting.box_owner_unknown": "Aucun conteneur {owner} n’a encore été annoncé : {number}.",
    "targeting.box_owner_unknown.label": "Conteneur de parc inconnu",
    "targeting.box_repeated": "Le conteneur {number} figure deux fois dans le titre.",
    "targeting.box_repeated.label": "Conteneur répété",
    "targeting.capacity_out_of_range": (
        "La part « {share} » des titres vaut {value}. Donnez une part entre 0 et 1."
    ),
    "targeting.capacity_past": (
        "La capacité vaut d’un jour à venir : choisissez aujourd’hui ou plus tard, au lieu du {from_on:day}."
    ),
    "targeting.carrier_history": (
        "Pour les titres de ce transporteur, le taux d’infraction estimé est de {rate:percent} contre "
        "{base:percent} au bureau (contrôles connus : {inspected:integer})."
    ),
    "targeting.carrier_history.label": "Transporteur : contrôles passés",
    "targeting.consignee_history": (
        "Pour ce destinataire, le taux d’infraction estimé est de {rate:percent} contre {base:percent} au "
        "bureau (contrôles connus : {inspected:integer})."
    ),
    "targeting.consignee_history.label": "Destinataire : contrôles passés",
    "targeting.consignee_new": "Le destinataire {consignee} ne figure sur aucun titre connu.",
    "targeting.consignee_new.label": "Destinataire nouveau",
    "targeting.consignee_unnamed": (
        "Le titre ne nomme pas qui recevra la marchandise : {consignee} (à notifier : {notify})."
    ),
    "targeting.consignee_unnamed.label": "Destinataire non nommé",
    "targeting.danger_undeclared": (
        "La description cite « {words} » (classe IMO {imo}) ; aucune marchandise dangereuse n’est déclarée."
    ),
    "targeting.danger_undeclared.label": "Danger non déclaré",
    "targeting.danger_unlike": (
        "La description cite « {words} » (classe IMO {imo}) ; les classes déclarées sont : {declared}."
    ),
    "targeting.danger_unlike.label": "Classe de danger différente",
    "targeting.density_odd": (
        "La marchandise pèse {density:integer} kg par m³ ; entre {least:integer} et {most:integer} sont "
        "plausibles."
    ),
    "targeting.density_odd.label": "Poids et volume en désaccord",
    "targeting.drawn": (
        "Ce titre est tiré au sort : {share:percent} des titres sont regardés quel que soit leur score."
    ),
    "targeting.drawn.label": "Tirage au sort",
    "targeting.earlier": "Une annonce précédente de ce titre avait ce circuit : il est conservé.",
    "targeting.earlier.label": "Annonce précédente",
    "targeting.empty_but_heavy": "Le conteneur {number} est dit vide et porte {kg:integer} kg.",
    "targeting.empty_but_heavy.label": "Vide, mais lourd",
    "targeting.freight_missing": "Le titre n’indique pas le fret.",
    "targeting.freight_missing.label": "Fret absent",
    "targeting.full_but_light": "Le conteneur {number} est dit plein et sa marchandise pèse {kg:integer} kg.",
    "targeting.full_but_light.label": "Plein, mais léger",
    "targeting.goods_new_from_port": (
        "Aucune marchandise de la position {hs4} n’a encore été annoncée depuis {loading}."
    ),
    "targeting.goods_new_from_port.label": "Marchandise nouvelle de ce port",
    "targeting.goods_repeated": (
        "Plusieurs titres du voyage annoncent les mêmes parties, mots, colis et masse ({count:integer})."
    ),
    "targeting.goods_repeated.label": "Même envoi annoncé deux fois",
    "targeting.goods_unlike_code": (
        "Les mots évoquent la position {heading} ({certainty:percent}) ; le code déclaré est {declared}."
    ),
    "targeting.goods_unlike_code.label": "Mots et code en désaccord",
    "targeting.goods_unlike_trade": (
        "Le destinataire n’a reçu aucune marchandise de la position {hs4} en {seen:integer} titres connus."
    ),
    "targeting.goods_unlike_trade.label": "Marchandise hors de son commerce",
    "targeting.goods_vague": "La description ne nomme pas la marchandise : {words}.",
    "targeting.goods_vague.label": "Description vague",
    "targeting.limits_outdated": (
        "La capacité ou les poids ont changé depuis que les seuils {version} ont été résolus : faites-les "
        "résoudre de nouveau."
    ),
    "targeting.listed": "Le titre correspond à la liste de surveillance : {entries}.",
    "targeting.listed.label": "Liste de surveillance",
    "targeting.many_consignees": "Le conteneur {number} réunit les envois de {count:integer} destinataires.",
    "targeting.many_consignees.label": "Nombreux destinataires",
    "targeting.no_capacity": (
        "Un chef saisit d’abord ce que le bureau {office} peut contrôler ; les seuils se résolvent ensuite."
    ),
    "targeting.number_repeated": "Plusieurs titres du voyage portent ce numéro ({count:integer}).",
    "targeting.number_repeated.label": "Numéro répété",
    "targeting.offender_resembled": (
        "Un nom du titre ressemble, à {certainty:percent}, à celui d’un opérateur chez qui des contrôles ont "
        "trouvé plusieurs infractions : {case}."
    ),
    "targeting.offender_resembled.label": "Infractions déjà constatées",
    "targeting.origin_unlike_loading": (
        "Le port d’origine est {origin}, le chargement a lieu à {loading} ; aucun transbordement n’est "
        "déclaré."
    ),
    "targeting.origin_unlike_loading.label": "Origine et chargement différents",
    "targeting.package_weight_odd": (
        "Un colis pèse {kg:number} kg ; pour ce genre de colis, entre {least:number} et {most:number} sont "
        "plausibles."
    ),
    "targeting.package_weight_odd.label": "Poids du colis peu plausible",
    "targeting.package_weight_unusual": (
        "Un colis pèse {kg:number} kg ; le poids usuel pour cette position est de {usual_kg:number} kg."
    ),
    "targeting.package_weight_unusual.label": "Poids du colis inhabituel",
    "targeting.pair_history": (
        "Entre cet expéditeur et ce destinataire, le taux d’infraction estimé est de {rate:percent} contre "
        "{base:percent} au bureau (contrôles connus : {inspected:integer})."
    ),
    "targeting.pair_history.label": "Les deux parties : contrôles",
    "targeting.pair_new": "Premier envoi annoncé de {shipper} à {consignee}.",
    "targeting.pair_new.label": "Premier envoi entre les deux",
    "targeting.referral_unanswered": (
        "Le transporteur n’a pas répondu à temps à la douane sur ce titre (demandes : {count:integer})."
    ),
    "targeting.referral_unanswered.label": "Demande restée sans réponse",
    "targeting.route_history": (
        "Pour cette route, le taux d’infraction estimé est de {rate:percent} contre {base:percent} au bureau "
        "(contrôles connus : {inspected:integer})."
    ),
    "targeting.route_history.label": "Route : contrôles passés",
    "targeting.route_rare": (
        "Depuis {origin}, le chargement à {loading} est rare : {seen:integer} fois sur {usual:integer} "
        "titres connus."
    ),
    "targeting.route_rare.label": "Route rare",
    "targeting.same_person": (
        "La version {version} doit être mise en service par une autre personne que celle qui l’a demandée."
    ),
    "targeting.score": "Le score du titre est de {score:percent}, sans qu’un fait domine.",
    "targeting.score.label": "Score du titre",
    "targeting.seal_missing": "Aucun scellé n’est indiqué pour le conteneur {number}.",
    "targeting.seal_missing.label": "Scellé absent",
    "targeting.seal_unusual": (
        "Le scellé {seal} du conteneur {number} ne suit aucune numérotation connue de ce transporteur."
    ),
    "targeting.seal_unusual.label": "Scellé inhabituel",
    "targeting.shipper_history": (
        "Pour cet expéditeur, le taux d’infraction estimé est de {rate:percent} contre {base:percent} au "
        "bureau (contrôles connus : {inspected:integer})."
    ),
    "targeting.shipper_history.label": "Expéditeur : contrôles passés",
    "targeting.tare_odd": (
        "La tare du conteneur {number} ({kind}) est de {kg:integer} kg ; entre {least:integer} et "
        "{most:integer} sont plausibles."
    ),
    "targeting.tare_odd.label": "Tare peu plausible",
    "targeting.too_few_decisions": (
        "Il faut au moins {wanted:integer} titres décidés en {days:integer} jours avec les poids {weights} ; "
        "il y en a {found:integer}. Les seuils usuels restent."
    ),
    "targeting.too_few_results": (
        "Pour apprendre des poids, il faut au moins {wanted:integer} titres contrôlés, dont "
        "{wanted_offences:integer} en infraction et autant sans, puis {wanted_judged:integer} en infraction "
        "et autant sans parmi les plus récents. Il y en a {results:integer}, {offences:integer} et "
        "{judged:integer}. Les poids usuels restent."
    ),
    "targeting.trade_history": (
        "Pour ces marchandises de ce destinataire, le taux d’infraction estimé est de {rate:percent} contre "
        "{base:percent} au bureau (contrôles connus : {inspected:integer})."
    ),
    "targeting.trade_history.label": "Son commerce : contrôles passés",
    "targeting.transhipped_often": (
        "La marchandise est transbordée plusieurs fois ({count:integer}) : {ports}."
    ),
    "targeting.transhipped_often.label": "Plusieurs transbordements",
    "targeting.weight_out_of_range": (
        "Le poids de « {indicator} » vaut {value}. Donnez un nombre positif ou zéro."
    ),
    "targeting.weight_round": "La masse déclarée est ronde : {kg:integer} kg.",
    "targeting.weight_round.label": "Masse ronde",
}
