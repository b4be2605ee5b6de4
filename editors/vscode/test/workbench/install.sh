#!/usr/bin/env bash
# Puts a VS Code workbench for a browser, and what drives it, into a folder: install.sh FOLDER.
# Needs npm; installs Debian's Chromium and Noto's Chinese fonts where there are none (as root).
set -euo pipefail
folder=$1

if [ ! -x /usr/bin/chromium ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk
fi
mkdir -p "$folder"
cd "$folder"
[ -e .installed ] && exit 0
# Plain installation fails in the download scripts of parts that are not needed here.
npm install --silent --no-save --ignore-scripts --omit=dev code-server@4.100.3 playwright-core@1
server=node_modules/code-server/lib/vscode
(cd "$server" && npm install --silent --ignore-scripts --omit=dev)
(cd "$server/extensions" && npm install --silent --ignore-scripts --omit=dev)
# The one native module that the server needs.
npm rebuild --silent argon2
ln -sfn node_modules "$server/node_modules.asar"
touch .installed
