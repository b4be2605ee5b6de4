#!/usr/bin/env bash
# Builds the extension with the program for this platform in it: editors/vscode/disclint.vsix.
# DISCLINT=PATH takes a program that is built already.
set -euo pipefail
cd "$(dirname "$0")"

if [ -z "${DISCLINT:-}" ]; then
    cargo build --release --manifest-path ../../Cargo.toml
    DISCLINT=../../target/release/disclint
fi
mkdir -p bin
install -m 755 "$DISCLINT" bin/disclint
[ -d node_modules ] || npm ci --ignore-scripts
npm run --silent check
npm run --silent build
node readme.mjs
npx vsce package --no-dependencies --skip-license --allow-missing-repository --no-rewrite-relative-links \
    --readme-path dist/README.md --out disclint.vsix
