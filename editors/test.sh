#!/usr/bin/env bash
# Tries disclint in real editors: VS Code's workbench in a browser, Neovim, Emacs.
# Installs what is missing: packages of Debian if it may (as root or with sudo), the workbench from npm into the
# folder that DISCLINT_EDITORS_CACHE names, or one that is gone afterwards. An editor that cannot be had is
# skipped, in one line that says why; one that fails ends this with status 1.
# DISCLINT names the program, else it is built. Screenshots are kept in target/editors.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
export LC_ALL=C.UTF-8

if [ -z "${DISCLINT:-}" ]; then
    cargo build --quiet --package disclint
    DISCLINT=${CARGO_TARGET_DIR:-target}/debug/disclint
fi
DISCLINT=$(realpath "$DISCLINT")
export DISCLINT
pictures=$root/target/editors
# A machine without a network is to say so soon.
export npm_config_fetch_retries=1 npm_config_fetch_timeout=60000

own=$(mktemp -d)
trap 'rm -rf "$own"' EXIT
cache=${DISCLINT_EDITORS_CACHE:-$own/cache}
mkdir -p "$cache"

failed=()
skip() { echo "editor tests skipped: $1"; }
# run NAME COMMAND...: one line if it passes, its output too if it fails.
run() {
    local name=$1
    shift
    if timeout 300 "$@" >"$own/log" 2>&1; then
        echo "editors: $name: passed"
    else
        cat "$own/log" >&2
        echo "editors: $name: failed" >&2
        failed+=("$name")
    fi
}

updated=
# packages NAME...: whether they are there or could be installed.
packages() {
    dpkg --status "$@" >/dev/null 2>&1 && return
    local as=()
    [ "$(id -u)" = 0 ] || as=(sudo -n)
    command -v apt-get >/dev/null && "${as[@]}" true 2>/dev/null || return 1
    export DEBIAN_FRONTEND=noninteractive
    if [ -z "$updated" ]; then
        timeout 120 "${as[@]}" apt-get update -qq >"$own/apt.log" 2>&1 || true
        updated=yes
    fi
    timeout 300 "${as[@]}" apt-get install -y -qq --no-install-recommends "$@" >"$own/apt.log" 2>&1
}

# A report to be changed, in a folder without a configuration.
report() {
    mkdir -p "$own/$1"
    cp tests/samples/broken-2021.txt "$own/$1/2023年报.txt"
    echo "$own/$1/2023年报.txt"
}

neovim() {
    if ! command -v nvim >/dev/null && ! packages neovim; then
        skip "no Neovim, and apt cannot get it"
        return
    fi
    REPORT=$(report neovim) run Neovim nvim --headless --clean -n -u NONE -c "luafile editors/neovim/test.lua"
}

emacs_eglot() {
    if ! emacs -Q --batch --eval "(require 'eglot)" 2>/dev/null && ! packages emacs-nox elpa-eglot; then
        skip "no Emacs with eglot, and apt cannot get it"
        return
    fi
    REPORT=$(report emacs) run Emacs emacs -Q --batch -l editors/emacs/test.el
}

workbench() {
    if ! command -v npm >/dev/null; then
        skip "VS Code: no npm"
    elif [ ! -x "${CHROMIUM:-/usr/bin/chromium}" ] && ! packages chromium; then
        skip "VS Code: no Chromium, and apt cannot get it"
    elif ! fc-list :lang=zh 2>/dev/null | grep -q . && ! packages fonts-noto-cjk; then
        skip "VS Code: no Chinese font, and apt cannot get one"
    elif [ ! -d editors/vscode/node_modules ] &&
        ! (cd editors/vscode && timeout 180 npm ci --silent --ignore-scripts >"$own/npm.log" 2>&1); then
        skip "VS Code: the extension's parts cannot be had from npm"
    elif ! timeout 300 editors/vscode/test/workbench/install.sh "$cache" >"$own/npm.log" 2>&1; then
        skip "VS Code: the workbench cannot be had from npm"
    else
        run "VS Code, units" npm --silent --prefix editors/vscode test
        run "VS Code, package" editors/vscode/package.sh
        run "VS Code, workbench" node editors/vscode/test/workbench/workbench.mjs "$cache" editors/vscode/disclint.vsix \
            tests/samples "$pictures"
    fi
}

neovim
emacs_eglot
workbench
if [ ${#failed[@]} -gt 0 ]; then
    exit 1
fi
