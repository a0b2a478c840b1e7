#!/bin/sh
# Three years of simulated trade, screened: the report says which declarations to control, and why.
set -eu
cd "$(dirname "$0")/.."

amont() { .venv/bin/amont "$@"; }

echo "1/2 Simulating three years of trade"
amont simulate --country demo --years 3 --items 60000 --seed 7 --out demo

echo "2/2 Screening the declarations of the last days"
amont screen demo/declarations.csv --history demo/history.csv --country demo \
    --out demo/selection.csv --report demo/report.html --scores demo/scores.csv

echo
echo "Report:    $(pwd)/demo/report.html"
echo "Selection: $(pwd)/demo/selection.csv"
if [ "$(uname)" = Darwin ] && [ -t 1 ]; then
    open demo/report.html || true
elif [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && command -v xdg-open >/dev/null; then
    xdg-open demo/report.html >/dev/null 2>&1 || true
fi
