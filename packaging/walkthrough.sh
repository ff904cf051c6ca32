#!/usr/bin/env bash
# Installs the wheel as a tool, by pipx and by uv, each into an empty home of its own, and uses it bare: version, doctor,
# starter, a question, the night that says what it lacks; then an extra is added.
# Usage: packaging/walkthrough.sh      (after `make test` or any other target that made .venv)
# Environment: TOOLS is the folder of pipx and uv, if they are not on the PATH. Exit 3: a tool is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

python=$PWD/.venv/bin/python
constraints=$PWD/packaging/constraints.txt
export PATH=${TOOLS:+$TOOLS:}$PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for tool in pipx uv; do
    command -v "$tool" >/dev/null || { echo "$tool was not found. Install it, or name its folder in TOOLS." >&2; exit 3; }
done
[ -x "$python" ] || { echo "There is no .venv yet: make test" >&2; exit 3; }

failed() {
    echo "FAILED: $*" >&2
    exit 1
}

# step LABEL COMMAND...: runs it and says how long it took.
step() {
    local label=$1 started=$SECONDS
    shift
    "$@" >"$work/said" 2>&1 || { cat "$work/said" >&2; failed "$label"; }
    printf '  %-28s %3d s\n' "$label" $((SECONDS - started))
}

# shows COMMAND...: a command as the user types it, and what it prints.
shows() {
    echo "  \$ $*"
    "$@" >"$work/said" 2>"$work/narrated" || { cat "$work/narrated" >&2; failed "$*"; }
    cat "$work/said" "$work/narrated" | sed -e "s#$work#…#g" -e '/^$/d' -e 's/^/    /'
}

# use TOOL BIN: what a new user does with the `reverie` that TOOL has put into BIN.
use() {
    local code=0
    export REVERIE_HOME=$work/home-$1
    PATH=$2:$PATH
    cd "$work"
    shows reverie --version
    step "reverie model pull starter" reverie model pull starter
    shows reverie doctor
    shows reverie ask --temperature 0 "My dog is called Fudge."
    shows reverie ask --temperature 0 "What is my dog called?"
    reverie memory list 2>&1 | grep -q Fudge || failed "nothing was remembered"
    reverie sleep --now >"$work/night" 2>&1 || code=$?
    echo "  \$ reverie sleep --now"
    sed 's/^/    /' "$work/night"
    [ "$code" = 3 ] || failed "a night without a trainer ended with $code instead of 3"
    grep -q "pip install 'reverie\[torch\]'" "$work/night" || failed "the night does not say how to enable it"
    echo "  $(du -sm "$work/$1" | cut -f1) MB installed"
}

# sees_desktop BIN: whether the extra has arrived in the environment of the `reverie` there.
sees_desktop() {
    REVERIE_HOME=$work/home-extra "$1/reverie" doctor >"$work/said" 2>&1 || true
    grep '^ok *desktop' "$work/said" || failed "the extra was added and is not there"
}

# llama.cpp is compiled once (or comes from pip's cache); both tools then take the wheel from this folder.
step "llama-cpp-python wheel" "$python" -m pip wheel --quiet --no-deps --constraint "$constraints" \
    --wheel-dir "$work/wheels" llama-cpp-python
step "reverie wheel" "$python" -m hatchling build -t wheel -d "$work/wheels"
wheel=$(echo "$work"/wheels/reverie-*.whl)
# Both installers are told the same: pipx uses uv where it finds one.
export PIP_FIND_LINKS="$work/wheels ${PIP_FIND_LINKS:-}" UV_FIND_LINKS=$work/wheels
export PIP_CONSTRAINT=$constraints UV_CONSTRAINT=$constraints

echo "pipx $(pipx --version)"
export PIPX_HOME=$work/pipx PIPX_BIN_DIR=$work/pipx-bin
step "pipx install" pipx install --python "$python" "$wheel"
(use pipx "$work/pipx-bin")
step "adding an extra" pipx install --force --python "$python" "$wheel[desktop]"
(sees_desktop "$work/pipx-bin")

uv --version
export UV_TOOL_DIR=$work/uv UV_TOOL_BIN_DIR=$work/uv-bin
step "uv tool install" uv tool install --python "$python" "$wheel"
(use uv "$work/uv-bin")
step "adding an extra" uv tool install --force --python "$python" "$wheel[desktop]"
(sees_desktop "$work/uv-bin")
