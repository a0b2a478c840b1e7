#!/bin/sh
# A browser for the browser tests: Debian's Chromium where root may install it, else what Playwright can fetch.
# Without either, those tests fail and say why.
set -eu
cd "$(dirname "$0")/.."

if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium with apt-get"
    { apt-get install -y -qq chromium || { apt-get update -qq && apt-get install -y -qq chromium; }; } >/dev/null 2>&1 && exit 0
fi
echo "Fetching the Chromium of Playwright"
.venv/bin/python -m playwright install chromium >/dev/null 2>&1 ||
    echo "No Chromium could be installed. The browser tests will fail until one is: apt-get install chromium"
