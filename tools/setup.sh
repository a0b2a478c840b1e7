#!/bin/sh
# Makes .venv and installs what requirements.lock names; at once when lock, project and folder are the same as before.
# PYTHON chooses the interpreter: make setup PYTHON=python3.12
set -eu
cd "$(dirname "$0")/.."

stamp=.venv/amont-setup
built=amont/site/static_built/staticfiles.json
lock=$(cksum requirements.lock pyproject.toml tools/setup.sh)
here=$(pwd -P)
state="$lock $here"
before=$(cat "$stamp" 2>/dev/null || true)

# Style sheets and icons from npm, purged against our pages, then collected; at once when nothing changed.
pages() {
    .venv/bin/python tools/front.py || return 1
    if [ ! -f "$built" ] || [ -n "$(find amont/site/static -newer "$built" -type f | head -n 1)" ]; then
        .venv/bin/python -m amont.site.manage collectstatic --no-input --clear -v 0
    fi
}

if [ "$before" = "$state" ] && .venv/bin/python -c '' 2>/dev/null; then
    pages
    exit
fi

# in_french: what follows is said in French; AMONT_LANG decides, else the machine's own language
case "${AMONT_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}}" in
fr*) in_french() { true; } ;;
*) in_french() { false; } ;;
esac
say() { printf '%s\n' "$*"; }
tell() { if in_french; then say "$1"; else say "$2"; fi; } # tell FRENCH ENGLISH
stop() {
    tell "$1" "$2" >&2
    exit 1
}
recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

set -- python3 python3.14 python3.13 python3.12 python3.11
if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"; fi
python=
for name in "$@"; do
    if recent "$name"; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    seen=$("$1" -c 'import platform; print(platform.python_version())' 2>/dev/null || tell "aucun" "none")
    stop "Il faut Python 3.11 ou plus à Amont ; trouvé : $seen.
Installez un Python plus récent, puis lancez : make setup PYTHON=python3.12" \
        "Amont needs Python 3.11 or later. Found: $seen.
Install a newer Python, then run: make setup PYTHON=python3.12"
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    stop "Ce Python ne peut pas faire d’environnement : son module venv ou ensurepip manque.
Sur Debian ou Ubuntu, lancez : apt-get install python3-venv" \
        "This Python cannot make a virtual environment: its venv or ensurepip module is missing.
On Debian or Ubuntu, run: apt-get install python3-venv"
fi

tell "1/4 Environnement dans .venv, avec $("$python" -V)" "1/4 Virtual environment in .venv, with $("$python" -V)"
case "$before" in
"" | *" $here") ;;
*) rm -rf .venv ;; # the folder was moved or copied: the commands in .venv/bin point to the old one
esac
if ! { recent .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; }; then
    rm -rf .venv
    "$python" -m venv .venv
fi
rm -f "$stamp"

count=$(grep -c '^[a-zA-Z0-9_.-]*==' requirements.lock)
tell "2/4 Installation de $count paquets (350 Mo à chercher la première fois : une à cinq minutes)" \
    "2/4 Installing $count packages (350 MB to fetch the first time: one to five minutes)"
quiet=-q
if [ -t 1 ]; then quiet=; fi # at a terminal, pip shows how far each download is
pip="env PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore .venv/bin/python -m pip install $quiet"
$pip --require-hashes -r requirements.lock ||
    stop "Les paquets n’ont pas pu être installés. Les lignes ci-dessus disent pourquoi ; une connexion perdue en est la cause ordinaire.
Ce qui a été reçu est gardé : relancez make setup." \
        "The packages could not be installed. The lines above say why; a lost connection is the usual cause.
What was fetched is kept: run make setup again."
$pip --no-deps --no-build-isolation -e . ||
    stop "Amont lui-même n’a pas pu être installé. Les lignes ci-dessus disent pourquoi." \
        "The project itself could not be installed. The lines above say why."

tell "3/4 Vérification : un score peut être appris" "3/4 Checking that scores can be trained"
fault() { .venv/bin/python -c 'import lightgbm' 2>&1 | tail -n 1; }
said=$(fault)
case "$said" in
*libgomp*)
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        tell "    La bibliothèque libgomp1 manque : apt-get l’installe" \
            "    The system library libgomp1 is missing: installing it with apt-get"
        { apt-get install -y -qq libgomp1 || { apt-get update -qq && apt-get install -y -qq libgomp1; }; } >/dev/null 2>&1 || true
        said=$(fault)
    fi
    ;;
esac
if [ -n "$said" ]; then
    ways="  Debian, Ubuntu: sudo apt-get install libgomp1
  Fedora, RHEL:   sudo dnf install libgomp
  macOS:          brew install libomp"
    stop "LightGBM, qui apprend le score, ne démarre pas : $said
Il lui manque d’ordinaire la bibliothèque du calcul parallèle. Installez-la, puis relancez make setup :
$ways" \
        "LightGBM, which trains the score, does not start: $said
It usually lacks the system library for parallel work. Install it, then run make setup again:
$ways"
fi

tell "4/4 Pages : feuilles de style et icônes" "4/4 Pages: style sheets and icons"
pages ||
    stop "Les pages n’ont pas pu être faites. Les lignes ci-dessus disent pourquoi ; une connexion perdue en est la cause ordinaire.
Ce qui a été reçu est gardé : relancez make setup." \
        "The pages could not be made. The lines above say why; a lost connection is the usual cause.
What was fetched is kept: run make setup again."

printf '%s' "$state" >"$stamp"
tell "Tout est prêt. Essayez : make up" "Ready. Try: make up"
