"""Sentences of node, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "node.already_runs": (
        "Le nœud de {home} fonctionne déjà sur {url}. Ouvrez cette adresse, ou arrêtez-le par « amont down "
        "--home {home} »."
    ),
    "node.app_role_unknown": (
        "Amont ne peut pas créer ici le rôle {role}, ou n’en connaît pas le mot de passe. Créez ce rôle sans "
        "autre droit que de se connecter, et donnez son adresse par {variable}."
    ),
    "node.app_too_strong": (
        "Le rôle {role} peut modifier les tables de la base {database}, et le journal ne serait plus "
        "protégé. Retirez-lui ce droit, ou donnez par AMONT_DATABASE_APP_URL un rôle qui ne l’a pas."
    ),
    "node.backup_absent": "Le fichier {name} n’existe pas. Vérifiez son nom et son dossier.",
    "node.backup_damaged": (
        "La partie {part} de la sauvegarde {name} a changé depuis qu’elle a été écrite. Rien n’est restauré "
        "; prenez-en une autre copie."
    ),
    "node.backup_not_written": (
        "La sauvegarde {name} ne peut pas être écrite : {ground}. Choisissez un autre endroit par --out."
    ),
    "node.backup_too_new": (
        "La sauvegarde {name} vient d’Amont {version}, plus récent que cette installation. Mettez "
        "l’installation à jour, puis relancez la commande."
    ),
    "node.backup_unreadable": (
        "Le fichier {name} n’est pas une sauvegarde d’Amont, ou il n’est pas complet. Prenez-en une autre "
        "copie."
    ),
    "node.busy": (
        "Un autre programme occupe {path} depuis {seconds:integer} secondes. Attendez qu’il finisse, puis "
        "relancez la commande."
    ),
    "node.copy_fails": (
        "La base de données n’a pas pu être copiée, et aucune sauvegarde n’est écrite. Réponse reçue : {told}"
    ),
    "node.database_address": (
        "La valeur de {variable} n’est pas l’adresse d’une base de données. Écrivez-la ainsi : "
        "postgresql://nom:mot-de-passe@machine/base."
    ),
    "node.database_encoding": (
        "La base {database} garde les textes en {found} et ne pourrait pas écrire tous les noms. Créez-en "
        "une en UTF8."
    ),
    "node.database_fails": (
        "La base de données ne démarre pas. La fin de {log} en dit la cause ; corrigez-la et relancez la "
        "commande."
    ),
    "node.database_not_owner": (
        "Le rôle {role} ne peut pas créer de tables dans la base {database}. Donnez-lui la base : ALTER "
        "DATABASE {database} OWNER TO {role}."
    ),
    "node.database_too_old": (
        "La base de données est PostgreSQL {found}, et il faut PostgreSQL {oldest} ou plus récent. Mettez-la "
        "à jour, ou indiquez-en une autre."
    ),
    "node.database_unreached": (
        "La base de données de {variable} ne répond pas sur {server}. Vérifiez l’adresse, le nom et le mot "
        "de passe. Réponse reçue : {told}"
    ),
    "node.database_version": (
        "La base de données de {home} vient de PostgreSQL {found}, et cette installation apporte PostgreSQL "
        "{expected}. Faites « amont backup » avec l’installation d’avant, puis « amont restore » dans un "
        "nouveau dossier avec celle-ci."
    ),
    "node.disk_full": (
        "Il reste {free_mb:integer} Mo sur le disque de {home}, et il en faut {needed_mb:integer}. Libérez "
        "de la place, ou choisissez par --home un dossier sur un autre disque."
    ),
    "node.home_absent": (
        "Le dossier {home} ne contient pas de nœud Amont. Lancez « amont up --home {home} » pour en créer "
        "un, ou indiquez le bon dossier par --home."
    ),
    "node.home_forbidden": (
        "Le compte {account} ne peut pas écrire dans {home}. Choisissez un autre dossier par --home, ou "
        "demandez ce droit à l’administrateur de la machine."
    ),
    "node.home_foreign": (
        "Le dossier {home} appartient au compte {owner} de la machine, et vous travaillez sous le compte "
        "{account}. Lancez la commande sous le compte {owner}, ou choisissez un autre dossier par --home."
    ),
    "node.home_occupied": (
        "Le dossier {home} contient déjà autre chose. Choisissez par --home un dossier vide, ou un dossier "
        "qui n’existe pas encore."
    ),
    "node.home_read_only": (
        "Le disque de {home} se laisse seulement lire. Choisissez par --home un dossier sur un autre disque."
    ),
    "node.home_unreachable": (
        "La base de données travaille sous le compte {account}, qui ne peut pas traverser le dossier "
        "{folder}. Choisissez par --home un autre dossier, par exemple /var/lib/amont, ou lancez « chmod o+x "
        "{folder} »."
    ),
    "node.no_account": (
        "La base de données ne travaille pas sous le compte root, et le compte {account} n’a pas pu être "
        "créé. Créez-le, ou lancez la commande sous un compte ordinaire."
    ),
    "node.no_embedded_database": (
        "Aucune base de données fournie avec Amont ne fonctionne sur cette machine. Indiquez une base "
        "PostgreSQL par AMONT_DATABASE_URL."
    ),
    "node.not_well": (
        "Les programmes du nœud sont lancés, mais il ne répond pas. Les lignes ci-dessus et {log} en disent "
        "la cause."
    ),
    "node.password_lost": (
        "Les mots de passe gardés dans {folder} ne sont plus ceux de la base de données. Remettez les "
        "fichiers d’origine, ou restaurez une sauvegarde dans un nouveau dossier."
    ),
    "node.port_forbidden": (
        "Le port {port} est réservé à l’administrateur de la machine. Choisissez un port à partir de 1024, "
        "par exemple --port 8000."
    ),
    "node.port_taken": (
        "Un autre programme occupe le port {port}. Le port {free} est libre : ajoutez --port {free}, ou "
        "lancez « make up PORT={free} »."
    ),
    "node.restore_database_occupied": (
        "La base de données de AMONT_DATABASE_URL contient déjà {tables:integer} tables. Indiquez une base "
        "vide."
    ),
    "node.restore_differs": (
        "La table {table} a {found:integer} lignes après la restauration, et la sauvegarde en annonce "
        "{expected:integer}. Rien n’est restauré ; prenez-en une autre copie."
    ),
    "node.restore_fails": (
        "La base de données a refusé la sauvegarde, et rien n’est restauré. Réponse reçue : {told}"
    ),
    "node.restore_occupied": (
        "Le dossier {home} n’est pas vide. Indiquez par --home un dossier vide, ou un dossier qui n’existe "
        "pas encore."
    ),
    "node.root_folder": (
        "Les pages et le travail de fond gardent le compte root : aucun autre compte ne peut lire Python et "
        "le programme dans {folder}. Installez-le là où tous peuvent lire, par exemple dans /opt/amont, avec "
        "le Python du système."
    ),
    "node.root_port": (
        "Les pages et le travail de fond gardent le compte root : le port choisi lui est réservé. Choisissez "
        "un port à partir de 1024 pour un compte sans droits."
    ),
    "node.step_failed": (
        "L’étape {step} n’a pas réussi. Les lignes ci-dessus et {log} en disent la cause ; corrigez-la et "
        "relancez la commande : ce qui est fait reste fait."
    ),
    "node.still_runs": (
        "Le nœud de {home} ne s’est pas arrêté en {seconds:integer} secondes. Attendez encore, ou arrêtez de "
        "force le programme {pid} : ce qui est enregistré le reste."
    ),
}
