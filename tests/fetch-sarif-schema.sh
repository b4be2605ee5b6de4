#!/usr/bin/env bash
# Puts the published schema of SARIF 2.1.0 into target/sarif, where the tests look for it. It comes with
# the npm package of the SARIF Multitool; it is not ours to commit.
set -euo pipefail
cd "$(dirname "$0")/.."

target=target/sarif/sarif-2.1.0.json
if [ -s "$target" ]; then
    echo "$target is there"
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(cd "$folder" && npm pack --silent @microsoft/sarif-multitool-linux@5.7.0 >/dev/null)
mkdir -p target/sarif
tar -xzf "$folder"/*.tgz -C "$folder" package/sarif-2.1.0.json
mv "$folder/package/sarif-2.1.0.json" "$target"
echo "$target fetched"
