"""Sentences of cargo, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "cargo.alert_closed": "Cette alerte est close depuis le {on:day}.",
    "cargo.alert_incomplete": (
        "Le voyage {voyage} {vessel} est arrivé avant d’être complet ({bills:integer} titres annoncés)."
    ),
    "cargo.alert_late": (
        "Le voyage {voyage} n’était pas complet à sa limite, {limit:integer} h avant l’arrivée (preuve "
        "{evidence}) : {hours:integer} h de retard à ce constat."
    ),
    "cargo.alert_late_after": (
        "Le voyage {voyage} n’était pas complet à sa limite, {limit:integer} h après l’arrivée (preuve "
        "{evidence}) : {hours:integer} h de retard à ce constat."
    ),
    "cargo.alert_late_loading": (
        "Le voyage {voyage} n’était pas complet à sa limite, {limit:integer} h avant le départ du port de "
        "chargement (preuve {evidence}) : {hours:integer} h de retard à ce constat."
    ),
    "cargo.alert_missing": (
        "{boxes:integer} conteneurs sont déchargés du voyage {voyage} {vessel}, qu’aucun manifeste n’annonce "
        ": {first}."
    ),
    "cargo.alert_needs_word": "Dites ce que vous avez constaté ou fait.",
    "cargo.alert_order": (
        "Le terminal n’a pas répondu depuis {hours:integer} h à l’ordre sur {goods} (titre {bill})."
    ),
    "cargo.alert_order_referral": (
        "Le transporteur n’a pas répondu à la demande sur le titre {bill} (voyage {voyage}), posée il y a "
        "{hours:integer} h."
    ),
    "cargo.alert_two_voyages": (
        "Le conteneur {box} est annoncé sur deux voyages à la fois : {voyage} et {other}."
    ),
    "cargo.amendment_decided": "Cette modification est déjà décidée.",
    "cargo.amendment_refused": "L’agent n’a pas accepté cette modification : {ground}.",
    "cargo.arrival_impossible": "L’arrivée se constate le jour même, ou au plus soixante jours après.",
    "cargo.below_written_off": (
        "Le titre {bill} ne descend pas sous ce qui en est apuré ({packages:number} colis, {kg:number} kg "
        "demandés). La quantité d’avant est gardée ; un agent le regarde."
    ),
    "cargo.bill_cancelled": "Le titre {bill} est annulé : rien ne s’en apure.",
    "cargo.bill_elsewhere": "Le titre {bill} n’est pas de ce manifeste.",
    "cargo.bill_is_split": (
        "Le titre {bill} est dégroupé : ses marchandises sont sur les titres qui en dépendent. Prenez l’un "
        "d’eux."
    ),
    "cargo.bill_not_here": "Aucun titre {number} n’est attendu ni présent ici. Vérifiez le numéro.",
    "cargo.bill_twice": (
        "Le titre {bill} figure deux fois dans le message. Le second n’est pas enregistré : donnez-lui son "
        "propre numéro."
    ),
    "cargo.bill_without_number": (
        "Le titre en place {place:integer} n’a pas de numéro. Il n’est pas enregistré : donnez-lui un numéro."
    ),
    "cargo.bills_held": (
        "{held:integer} titres ont encore des faits à compléter. Complétez-les, puis déclarez le manifeste "
        "complet."
    ),
    "cargo.box_unknown": "Aucun manifeste attendu ou arrivé de votre bureau n’annonce le conteneur {box}.",
    "cargo.cancel_written_off": (
        "Le titre {bill} est déjà apuré en tout ou partie. Il n’est pas annulé ; un agent le regarde."
    ),
    "cargo.chassis_twice": (
        "Le châssis {chassis} du titre {bill} est déjà sur le titre {other}. Corrigez l’un des deux."
    ),
    "cargo.count_key_used": (
        "Cette clé d’envoi a déjà servi pour un autre comptage. Rouvrez la page, puis envoyez de nouveau."
    ),
    "cargo.counted_twice": "Le titre {bill} {box} figure deux fois dans ce comptage. Gardez une ligne.",
    "cargo.decision_ground_missing": "Indiquez le motif de votre décision.",
    "cargo.departed_on_missing": (
        "Le message ne dit ni le jour de départ ni celui d’arrivée. Ajoutez l’un des deux."
    ),
    "cargo.empty": "Le fichier est vide. Choisissez celui qui contient le manifeste.",
    "cargo.event_without_box": "Un mouvement ne nomme aucun conteneur. Il n’est pas enregistré.",
    "cargo.explanation_missing": "Écrivez ce qui explique l’écart.",
    "cargo.figure_refused": "Une quantité du titre {bill} est négative ou démesurée. Relisez-la.",
    "cargo.found_damage": "Avarie : {found}.",
    "cargo.found_excess": "{found:number} colis trouvés, plus que les {announced:number} annoncés.",
    "cargo.found_missing": "Non trouvé : {announced:number} colis annoncés.",
    "cargo.found_seal": "Scellés vus : {found} ; annoncés : {announced}.",
    "cargo.found_shortage": "{found:number} colis trouvés, {announced:number} annoncés.",
    "cargo.found_unannounced": "Trouvé sans être annoncé : {found}.",
    "cargo.found_weight": "{found:number} kg trouvés, {announced:number} kg annoncés.",
    "cargo.given_up": (
        "La lecture de ce message s’est arrêtée {times:integer} fois, de notre côté. Ce qui était déjà "
        "enregistré le reste. Signalez-le à l’administrateur."
    ),
    "cargo.ground_missing": "Donnez le motif de votre décision.",
    "cargo.key_missing": "Ce comptage ne porte pas de clé d’envoi. Rouvrez la page et recomptez.",
    "cargo.kind_unknown": "« {kind} » n’apure pas un titre. Choisissez parmi : {known}.",
    "cargo.manifest_came": "Le manifeste a été annoncé depuis.",
    "cargo.no_bills": "Ce manifeste n’a encore aucun titre. Déposez-les d’abord.",
    "cargo.not_read_yet": "Ce message n’est pas encore lu. Redemandez sa réponse dans quelques secondes.",
    "cargo.not_undone": (
        "Seul le dernier apurement de la référence {reference} s’annule sur le titre {bill}. Annulez-le "
        "d’abord."
    ),
    "cargo.not_yours": (
        "Le voyage {voyage} est annoncé par un autre. Demandez-lui un mandat, ou faites-vous nommer au titre "
        "de groupage."
    ),
    "cargo.nothing_asked": (
        "Indiquez des colis ou un poids à apurer sur le titre {bill}, dans l’unité qu’il compte."
    ),
    "cargo.nothing_counted": (
        "Un comptage porte sur un titre ou un conteneur au moins, et sur {most:integer} lignes au plus."
    ),
    "cargo.office_missing": (
        "Le message ne dit pas le bureau de douane. Choisissez-le en déposant le message."
    ),
    "cargo.order_answered": "Le terminal a répondu, ou l’ordre n’attend plus rien.",
    "cargo.overdrawn": (
        "Le titre {bill} n’a plus que {packages_left:number} colis et {kg_left:number} kg ; "
        "{packages:number} colis et {kg:number} kg sont demandés. Réduisez la demande, ou faites corriger le "
        "titre."
    ),
    "cargo.own_count": "Vous avez fait ce comptage : un autre agent décide de l’écart.",
    "cargo.reference_used": (
        "La référence {reference} a déjà apuré une autre quantité du titre {bill}. Annulez d’abord cet "
        "apurement."
    ),
    "cargo.referral_answered": "Le transporteur a répondu, ou la demande n’attend plus rien.",
    "cargo.report_key_used": "Cette clé d’envoi a déjà servi pour un autre contenu. Prenez-en une nouvelle.",
    "cargo.split_written_off": (
        "Le titre {bill} est dégroupé après avoir été apuré en partie. Un agent répartit ce qui l’a été."
    ),
    "cargo.too_large": (
        "Le fichier dépasse la taille admise : {size:integer} octets pour {most:integer} au plus. "
        "Partagez-le en plusieurs messages."
    ),
    "cargo.too_late": (
        "Le voyage {voyage} ne se modifie plus : tout y est pris en charge ou clos. Adressez-vous au bureau."
    ),
    "cargo.tracking_slowed": (
        "Trop de demandes depuis cette adresse. Recommencez dans {seconds:integer} secondes."
    ),
    "cargo.verdict_unknown": "Choisissez : accepter l’écart, ou en faire une infraction.",
    "cargo.voyage_missing": "Le message ne dit pas le numéro de voyage ou de vol. Ajoutez-le.",
    "cargo.why_missing": "Dites pourquoi : le motif reste au journal.",
    "cargo.written_off": (
        "Des titres de ce manifeste sont déjà apurés ({bills:integer}). Il ne s’annule plus."
    ),
}
