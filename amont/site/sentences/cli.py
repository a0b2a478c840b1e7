"""Sentences of cli, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "cli.cannot_write": "Le fichier {name} ne peut pas être écrit : {ground}. Choisissez un autre endroit.",
    "cli.card.text": (
        "{inspected:integer} contrôles sur {rows:integer} articles du {first} au {last} ; {offences:integer} "
        "infractions. Mesuré à partir du {since} sur {held_out:integer} contrôles que le modèle n’avait pas "
        "vus."
    ),
    "cli.card.title": "Modèle {version}",
    "cli.column.after": "Après",
    "cli.column.amount": "Montant",
    "cli.column.base": "Base",
    "cli.column.before": "Avant",
    "cli.column.cause": "Ce qui a décidé",
    "cli.column.change": "Écart",
    "cli.column.charge": "Taxe",
    "cli.column.count": "Nombre",
    "cli.column.declarations": "Déclarations",
    "cli.column.declared": "Déclaré",
    "cli.column.disagreeing": "En désaccord",
    "cli.column.encoding": "Encodage",
    "cli.column.evidence": "Preuve",
    "cli.column.figure": "Mesure",
    "cli.column.file": "Fichier",
    "cli.column.held": "Retenues",
    "cli.column.high": "Haut 95 %",
    "cli.column.item": "Article",
    "cli.column.items": "Articles",
    "cli.column.kind": "Nature",
    "cli.column.lane": "Circuit",
    "cli.column.low": "Bas 95 %",
    "cli.column.name": "Libellé",
    "cli.column.printed": "Imprimé",
    "cli.column.probability": "Probabilité",
    "cli.column.rate": "Taux",
    "cli.column.reason": "Première raison",
    "cli.column.recomputed": "Recalculé",
    "cli.column.reference": "Référence",
    "cli.column.refused": "Refusées",
    "cli.column.rows": "Lignes",
    "cli.column.total": "Total",
    "cli.column.value": "Valeur",
    "cli.draw.committed": "Tirage du {day:day} engagé : {commitment}",
    "cli.evaluate.title": "{rows:integer} articles, {hits:integer} à trouver",
    "cli.evaluate.unlabelled": (
        "Lignes sans résultat, laissées de côté : {count:integer}. « Non visité » ne vaut pas « conforme »."
    ),
    "cli.event.announced": "Conteneurs annoncés : {count:integer}",
    "cli.event.awaited": "Conteneurs attendus au dépôt : {count:integer}",
    "cli.event.discharged": "Conteneurs déchargés : {count:integer}",
    "cli.event.gate_in": "Conteneurs entrés par la porte : {count:integer}",
    "cli.event.gate_out": "Conteneurs sortis par la porte : {count:integer}",
    "cli.event.loaded": "Conteneurs chargés : {count:integer}",
    "cli.event.released": "Conteneurs libérés : {count:integer}",
    "cli.event.unknown": "Événements de nature inconnue : {count:integer}",
    "cli.fault": (
        "Le défaut vient du logiciel ({kind}). Vos fichiers sont intacts. Envoyez les lignes ci-dessus à "
        "l’assistance."
    ),
    "cli.figure.auc": "Aire sous la courbe",
    "cli.figure.average_precision": "Précision moyenne",
    "cli.figure.calibration_error": "Erreur de calibration",
    "cli.figure.duty_at_1": "Part des droits à 1 %",
    "cli.figure.duty_at_10": "Part des droits à 10 %",
    "cli.figure.duty_at_2": "Part des droits à 2 %",
    "cli.figure.duty_at_20": "Part des droits à 20 %",
    "cli.figure.duty_at_5": "Part des droits à 5 %",
    "cli.figure.precision_at_1": "Précision à 1 %",
    "cli.figure.precision_at_10": "Précision à 10 %",
    "cli.figure.precision_at_2": "Précision à 2 %",
    "cli.figure.precision_at_20": "Précision à 20 %",
    "cli.figure.precision_at_5": "Précision à 5 %",
    "cli.figure.recall_at_1": "Rappel à 1 %",
    "cli.figure.recall_at_10": "Rappel à 10 %",
    "cli.figure.recall_at_2": "Rappel à 2 %",
    "cli.figure.recall_at_20": "Rappel à 20 %",
    "cli.figure.recall_at_5": "Rappel à 5 %",
    "cli.file_absent": (
        "Le fichier {name} ne peut pas être ouvert : {ground}. Vérifiez son nom et vos droits."
    ),
    "cli.help": (
        "Contrôle anticipé des marchandises : cibler, expliquer, prouver. Codes de sortie : 0 fait, 1 un "
        "recalcul diffère, 2 mauvais emploi, 3 refusé, 70 défaut du logiciel."
    ),
    "cli.help.backup": "Garde un nœud entier en un fichier, pendant que l’on travaille.",
    "cli.help.down": "Arrête le nœud d’un dossier, dans l’ordre.",
    "cli.help.draw": "Engager, montrer ou révéler le tirage d’une journée.",
    "cli.help.duties": (
        "Calcule les droits et taxes de cas donnés en JSON, avec la base et le taux de chacun."
    ),
    "cli.help.evaluate": "Compare des scores à ce qui a été trouvé, à côté de l’oracle et du hasard.",
    "cli.help.learn": "Apprend un modèle d’un historique avec résultats et le garde en un fichier.",
    "cli.help.load": (
        "Charger dans le nœud des déclarations passées avec leurs résultats, puis apprendre un modèle."
    ),
    "cli.help.load_codes": (
        "Charger une liste de codes (lieux, natures de colis, unités) et montrer ce qu’elle change."
    ),
    "cli.help.load_tariff": (
        "Charger un tarif, CSV ou XLSX, en vigueur dès un jour, et montrer ce qu’il change."
    ),
    "cli.help.read": (
        "Dit ce que contient un fichier, ses totaux déclarés et recalculés, et ce qui a été remarqué."
    ),
    "cli.help.restore": "Refait un nœud de sa sauvegarde, dans un nouveau dossier.",
    "cli.help.screen": "Lit des déclarations et donne à chaque article un circuit et ses raisons.",
    "cli.help.secret": "Tire le secret d’un jour et donne l’empreinte à publier avant ce jour.",
    "cli.help.simulate": "Fabrique un pays inventé dont la vérité est connue.",
    "cli.help.status": "Dit ce qui fonctionne, à quelle adresse, et où lire ce qui se passe.",
    "cli.help.up": (
        "Ouvre un nœud : base de données, démonstration, pages. Il fonctionne jusqu’à Ctrl-C ou « amont down "
        "»."
    ),
    "cli.help.verify": "Refait un jour d’après sa preuve et nomme tout ce qui a été changé.",
    "cli.help.verify_log": "Vérifier le journal : chaque ligne, l’arbre et les têtes exportées.",
    "cli.help.version": "Affiche la version et s’arrête.",
    "cli.holds_unreadable": (
        "La liste de retenues {name} n’est pas lisible : {detail}. Elle a les colonnes field, value, ground."
    ),
    "cli.load_codes.checked": "Rien n’est changé. Lancez la commande sans --check pour appliquer.",
    "cli.load_codes.done": "La liste est à jour d’après {name}.",
    "cli.load_codes.found": (
        "Ajoutés : {added:number} ; changés : {changed:number} ; finis : {ended:number} ; inchangés : "
        "{same:number} ; lignes non lues : {unread:number}."
    ),
    "cli.load_codes.more": "{n:number} autres remarques ; la page du fichier les exporte.",
    "cli.nothing_read": (
        "Aucun des {files:integer} fichiers n’est lisible. Lancez « amont read » sur chacun pour en voir la "
        "cause."
    ),
    "cli.option.adaptive": "Les fraudeurs pris vont là où l’on contrôle moins.",
    "cli.option.backup": "Sauvegarde faite par « amont backup ».",
    "cli.option.backup_out": "Fichier de la sauvegarde ; sinon un nouveau dans le dossier backups du nœud.",
    "cli.option.base": "Autre base d’une taxe, nommée dans le dossier du pays : TVA=levies.",
    "cli.option.cases": (
        "Liste de cas en JSON : country, on, customs_value, duty_rate et, s’il y a lieu, les autres clés."
    ),
    "cli.option.codes_check": "Montrer les différences sans rien changer à la liste.",
    "cli.option.codes_evidence": (
        "Combien elle est sûre : A lue dans le texte même, B bonne source secondaire, C à confirmer, D "
        "convention."
    ),
    "cli.option.codes_file": (
        "Table CSV : celle de l’ONU telle quelle, ou colonnes code, name (ou name_fr, name_en, name_pt), "
        "latitude, longitude, from_on, until_on, source, evidence."
    ),
    "cli.option.codes_from": "Jour dès lequel elle vaut ; aujourd’hui par défaut.",
    "cli.option.codes_list": (
        "Liste que la table remplit : unlocode (lieux), packages (natures de colis) ou units (unités)."
    ),
    "cli.option.codes_part": "La table est partielle : ce qu’elle ne nomme pas reste.",
    "cli.option.codes_source": "D’où vient la table ; le nom du fichier par défaut.",
    "cli.option.confirmed_only": "Laisser de côté les droits et taxes qui restent à confirmer (preuve C).",
    "cli.option.country": "Dossier du pays : capacités, critères, bureaux.",
    "cli.option.critical": "Colonne du danger (2 : menace pour la sécurité).",
    "cli.option.day": "Jour qui gouverne seuils et critères ; le dernier jour déclaré sauf avis.",
    "cli.option.drift": "Part des habitudes qui changent au milieu, de 0 à 1.",
    "cli.option.duty": "Colonne des droits recouvrés.",
    "cli.option.earlier": "Sélection écrite un autre jour : ses circuits ne sont jamais allégés.",
    "cli.option.explore": "Part des visites faites pour apprendre ; 5 % sauf avis du pays.",
    "cli.option.files": (
        "Fichiers de déclarations : SAD XML d’ASYCUDA, CSV, XLSX ou Parquet, reconnus à leur contenu."
    ),
    "cli.option.files_again": "Fichiers du jour, pour refaire empreintes et critères.",
    "cli.option.files_read": (
        "Fichiers à lire, reconnus à leur contenu : déclarations (SAD XML d’ASYCUDA, CSV, XLSX, Parquet) ; "
        "manifestes (ASYCUDA, EDIFACT, déclarations sommaires, lettres de transport, feuilles, JSON) ; "
        "modèle."
    ),
    "cli.option.first_day": "Premier jour du trafic.",
    "cli.option.folder": "Dossier où écrire.",
    "cli.option.heads": "Têtes d’arbre signées, exportées auparavant.",
    "cli.option.history": "Déclarations passées avec leurs résultats de contrôle ; à répéter.",
    "cli.option.holds": "Retenues : CSV aux colonnes field, value, ground.",
    "cli.option.home": "Dossier du nœud ; sinon celui de AMONT_HOME, sinon la place habituelle de ce compte.",
    "cli.option.id": "Colonne de la référence ; « Declaration ID » ou « reference » sauf avis.",
    "cli.option.inspect": "Part des déclarations que l’on peut visiter ; 10 % sauf avis du pays.",
    "cli.option.items": "Nombre d’articles.",
    "cli.option.json": "Réponse en JSON, pour une machine.",
    "cli.option.label": "Colonne de l’infraction (1 ou 0).",
    "cli.option.labels": "Fichier de ce qui a été trouvé.",
    "cli.option.last_days": "Jours gardés pour le ciblage, sans résultats.",
    "cli.option.mapping": "Correspondance des colonnes : « amont », « kcs » ou un fichier YAML.",
    "cli.option.model": "Modèle appris par « amont learn ».",
    "cli.option.model_out": "Fichier du modèle à écrire.",
    "cli.option.new_home": "Dossier du nouveau nœud, vide ou à créer.",
    "cli.option.no_demo": "Sans l’administration de démonstration.",
    "cli.option.no_learning": "Charger sans apprendre de modèle.",
    "cli.option.operator_signal": "Les opérateurs ont, ou non, des habitudes d’infraction.",
    "cli.option.out": "Sélection à écrire : .csv, .parquet ou .xlsx.",
    "cli.option.port": "Port où les pages répondent.",
    "cli.option.proof": "Preuve à écrire : tout ce qu’il faut pour refaire le jour. Elle contient le secret.",
    "cli.option.proof_in": "Preuve écrite par « --proof ».",
    "cli.option.random": "Part des visites tirées au hasard ; 5 % sauf avis du pays.",
    "cli.option.report": "Rapport à écrire : une page HTML qui se suffit.",
    "cli.option.reveal": "Révéler le secret d’une journée finie.",
    "cli.option.score": "Colonne du score ; « score » ou « probability » sauf avis.",
    "cli.option.scores": "Scores à écrire : CSV « Declaration ID,score ».",
    "cli.option.scores_in": "Scores de « --scores », ou sélection de « --out ».",
    "cli.option.secret": "Fichier du secret du jour, fait par « amont secret » ; sinon un secret est tiré.",
    "cli.option.secret_again": "Fichier du secret, une fois révélé.",
    "cli.option.secret_file": "Fichier où garder le secret, lisible de vous seul ; il ne doit pas exister.",
    "cli.option.seed": "Nombre qui permet de refaire le même calcul.",
    "cli.option.selection": "Sélection exportée à comparer, ligne à ligne.",
    "cli.option.tariff_file": (
        "Tarif, CSV ou XLSX, une ligne par code ; ses colonnes sont dans docs/tariff.md."
    ),
    "cli.option.tls": (
        "En HTTPS et pour les machines voisines, sous une autorité locale : les téléphones en ont besoin."
    ),
    "cli.option.value": "Colonne de la valeur, pour le classement par valeur.",
    "cli.option.verifier_key": "Clé de vérification gardée par l’auditeur.",
    "cli.option.world": "Pays inventé.",
    "cli.option.world_seed": "Même nombre, mêmes fichiers.",
    "cli.option.years": "Années de trafic.",
    "cli.pack_unknown": (
        "Aucun dossier ne s’appelle « {name} ». Choisissez parmi : {known}, ou donnez un fichier YAML."
    ),
    "cli.ranking.both": "Le meilleur des deux",
    "cli.ranking.critical_by_critical": "Dangers, classés par le score de danger",
    "cli.ranking.critical_by_score": "Dangers, classés par le score",
    "cli.ranking.expected_duty": "Droits attendus",
    "cli.ranking.goods_origin_rate": "Taux passé de la position et de l’origine",
    "cli.ranking.importer_rate": "Taux passé de l’importateur",
    "cli.ranking.oracle": "Oracle, qui sait tout",
    "cli.ranking.random": "Hasard",
    "cli.ranking.score": "Score",
    "cli.ranking.value": "Plus grande valeur d’abord",
    "cli.read.fees": "Document entier",
    "cli.read.kept": "{name} : reconnu et gardé tel quel ({segments:integer} segments).",
    "cli.read.more": "Et {count:integer} autres remarques ; « --json » les donne.",
    "cli.read.sums": "Sommes des articles",
    "cli.read.taxes": "Taxes imprimées de {name}",
    "cli.read.title": "Fichiers lus",
    "cli.read.totals": "Totaux de {name}",
    "cli.refused": "Refusé :",
    "cli.report.recompute": "amont verify PREUVE --selection SÉLECTION",
    "cli.report.title": "Ciblage des déclarations",
    "cli.screen.first": "Les premiers à contrôler",
    "cli.screen.no_score": "Aucun score n’a été possible : critères, hasard et prix du fichier ont choisi.",
    "cli.screen.read": "{rows:integer} lignes lues, {refused:integer} refusées, {held:integer} retenues.",
    "cli.screen.title": "Circuits",
    "cli.share_wrong": "« {value} » n’est pas une part. Écrivez 10 % ou 0,1.",
    "cli.suffix_unknown": "Le nom {name} ne dit pas quel format écrire. Finissez-le par {known}.",
    "cli.total.bills": "Titres de transport",
    "cli.total.containers": "Conteneurs",
    "cli.total.customs_value": "Valeur en douane",
    "cli.total.gross_kg": "Poids brut, kg",
    "cli.total.guaranteed": "Droits et taxes garantis",
    "cli.total.invoice": "Facture, en devise",
    "cli.total.items": "Articles",
    "cli.total.messages": "Messages",
    "cli.total.packages": "Colis",
    "cli.total.taxes": "Droits et taxes à payer",
    "cli.total.vehicles": "Véhicules",
    "cli.verify.differs": (
        "Le recalcul diffère : voyez ci-dessus ce qui a été changé parmi {items:integer} articles (empreinte "
        "du secret {commitment})."
    ),
    "cli.verify.holds": (
        "Tout se refait à l’identique : {items:integer} articles, empreinte du secret {commitment}."
    ),
    "cli.verify.sealed": (
        "Seuils et circuits se refont à l’identique pour {items:integer} articles. Les tirages se "
        "vérifieront une fois le secret révélé (empreinte {commitment})."
    ),
    "cli.wrote": "Écrit : {name}",
    "cli.wrote_rows": "Écrit : {name}, {rows:integer} lignes",
    "evaluate.column_absent": "La colonne « {name} » manque dans le fichier {file}. Il contient : {found}.",
    "evaluate.no_pairs": (
        "Aucun des {scores:integer} scores ne correspond aux {labels:integer} lignes de résultats. Vérifiez "
        "la colonne de référence."
    ),
    "evaluate.one_class": (
        "Les {count:integer} valeurs de « {label} » sont toutes semblables : rien ne peut être classé."
    ),
    "evaluate.unreadable": "Le fichier {name} n’est ni un CSV ni un Parquet lisible. Vérifiez-le.",
    "learn.too_little": (
        "L’historique est trop court pour un score : {results:integer} résultats et {offences:integer} "
        "infractions sur {rows:integer} articles. Il en faut au moins 200 et 20."
    ),
    "model.changed": "Le modèle a été abîmé ou changé depuis son écriture. Reprenez l’original.",
    "model.not_a_model": (
        "Ce fichier n’est pas un modèle d’Amont ({detail}). Refaites-le avec « amont learn »."
    ),
    "model.same_person": (
        "Le modèle {model} doit être mis en service par une autre personne que celle qui l’a fait apprendre."
    ),
    "model.too_few_results": (
        "L’historique contient trop peu de résultats pour apprendre un score : {results:integer} résultats "
        "pour {items:integer} articles. Chargez davantage de déclarations contrôlées."
    ),
    "screen.no_history": "Aucun historique n’a été donné, donc aucun score n’est possible.",
    "screen.too_little_history": "L’historique ne contient pas assez de résultats de contrôle pour un score.",
}
