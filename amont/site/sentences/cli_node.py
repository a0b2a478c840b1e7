"""Sentences of cli_node, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "cli.backup.done": (
        "Sauvegarde écrite : {path} ({rows:integer} lignes de {tables:integer} tables, {files:integer} "
        "fichiers, {bytes:integer} octets). Elle contient les clés du nœud : gardez-la en lieu sûr."
    ),
    "cli.backup.under_way": "Copie de la base de données et des fichiers",
    "cli.down.leftovers": "Le nœud de {home} ne fonctionnait plus ; ce qui en restait est arrêté.",
    "cli.down.node": "Le nœud de {home} est arrêté.",
    "cli.down.nothing": "Le nœud de {home} ne fonctionnait pas.",
    "cli.load.decides": "Le modèle {model} décide à partir de maintenant.",
    "cli.load.done": "{items:integer} articles chargés, {refused:integer} refusés.",
    "cli.load.shadow": "Le modèle {model} score en silence. Une autre personne peut le mettre en service.",
    "cli.log.export_differs": (
        "La tête exportée à {size:integer} lignes ne correspond pas : des lignes plus anciennes ont été "
        "réécrites."
    ),
    "cli.log.export_fits": "La tête exportée à {size:integer} lignes correspond.",
    "cli.log.sound": (
        "Le journal est intact : {size:integer} lignes, {sealed:integer} scellées par {heads:integer} têtes "
        "signées."
    ),
    "cli.log.unsound": (
        "Le journal a été changé : {size:integer} lignes lues, {sealed:integer} encore scellées, "
        "{heads:integer} têtes signées."
    ),
    "cli.node.database_again": (
        "La base de données répond à nouveau. Rien de ce qu’elle avait accepté n’est perdu."
    ),
    "cli.node.database_fell": "La base de données s’est arrêtée. Elle est relancée.",
    "cli.node.database_waits": "Prochain essai dans {pause:number} s. {ground}",
    "cli.node.fell": (
        "Le programme {name} s’est arrêté ({status}). Il est relancé dans {pause:number} s. Cause : {log}"
    ),
    "cli.node.stopping": "Arrêt en cours : le travail commencé se termine.",
    "cli.node.swept": "Programmes laissés par un arrêt brutal et terminés maintenant : {count:integer}",
    "cli.restore.done": (
        "Nœud restauré dans {home}, tel qu’il était le {made_at} : {rows:integer} lignes de {tables:integer} "
        "tables. Lancez « {command} »."
    ),
    "cli.restore.under_way": "Vérification de la sauvegarde",
    "cli.status.database": "Base de données",
    "cli.status.embedded": "du nœud",
    "cli.status.external": "de AMONT_DATABASE_URL",
    "cli.status.log": "Ce qui se passe",
    "cli.status.megabytes": "{count:integer} Mo",
    "cli.status.opening": "Le nœud de {home} s’ouvre.",
    "cli.status.process": "Programme, numéro, relances",
    "cli.status.since": "Depuis",
    "cli.status.stopped": "Le nœud de {home} ne fonctionne pas.",
    "cli.status.unwell": (
        "Le nœud de {home} est lancé sur {url} mais ne répond pas comme il faut. Lisez les fichiers "
        "ci-dessous."
    ),
    "cli.status.version": "Version",
    "cli.status.well": "Le nœud de {home} fonctionne : {url}",
    "cli.up.accounts": "Comptes de démonstration et mots de passe : {path}",
    "cli.up.authority": "Certificat à installer une fois sur chaque téléphone : {path}",
    "cli.up.data": "Données du nœud : {path}",
    "cli.up.database": "Base de données",
    "cli.up.demo": "Administration de démonstration",
    "cli.up.fingerprint": "Empreinte à comparer sur le téléphone : {fingerprint}",
    "cli.up.migrate": "Tables",
    "cli.up.near": "Pour les téléphones et machines voisines : {urls}",
    "cli.up.ready": "Le nœud est ouvert : {url}",
    "cli.up.seconds": "({seconds:number} s)",
    "cli.up.serve": "Pages et travail de fond",
    "cli.up.setup": "Données de référence",
    "cli.up.stop": "Pour arrêter : Ctrl-C, ou « {command} »",
    "cli.up.stopped": "Le nœud est arrêté.",
}
