#!/usr/bin/env bash
# Puts a VS Code workbench for a browser, and what drives it, into a folder: install.sh FOLDER. Needs npm.
set -euo pipefail
mkdir -p "$1"
cd "$1"
[ -e .installed ] && exit 0
# Plain installation fails in the download scripts of parts that are not needed here.
npm install --silent --no-save --ignore-scripts --omit=dev code-server@4.100.3 playwright-core@1
server=node_modules/code-server/lib/vscode
(cd "$server" && npm install --silent --ignore-scripts --omit=dev)
(cd "$server/extensions" && npm install --silent --ignore-scripts --omit=dev)
# The one native module that the server needs. Node's headers are taken from where Node is, if they are there.
node=$(dirname "$(dirname "$(realpath "$(command -v node)")")")
if [ -e "$node/include/node/node_api.h" ]; then
    export npm_config_nodedir=$node
fi
npm rebuild --silent argon2
ln -sfn node_modules "$server/node_modules.asar"
touch .installed
