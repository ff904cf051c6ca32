#!/usr/bin/env bash
# Builds dist/reverie, one folder that runs without Python, and tries it: version, doctor, a question, the first screen,
# and the night that says what it lacks.
# Usage: packaging/bundle.sh           (after `make starter`; Linux)
# Environment: REVERIE_STARTER is the starter's file, if it is not in .starter.
set -euo pipefail
cd "$(dirname "$0")/.."

environment=build/bundle-environment
starter=$(realpath "${REVERIE_STARTER:-.starter/SmolLM2-135M-Instruct.Q4_1.gguf}")
said=$(mktemp)
home=$(mktemp -d)
trap 'rm -rf "$home" "$said"' EXIT

failed() {
    tail -c 2000 "$said" | cat -v >&2
    echo "FAILED: $*" >&2
    exit 1
}

# step LABEL COMMAND...: runs it with its output in $said, and says how long it took.
step() {
    local label=$1 started=$EPOCHREALTIME
    shift
    "$@" >"$said" 2>&1 || failed "$label"
    awk -v label="$label" -v a="$started" -v b="$EPOCHREALTIME" 'BEGIN { printf "  %-24s %6.1f s\n", label, b - a }'
}

# The bundle with an empty environment, elsewhere: nothing of this checkout or its .venv can be found.
bundled() {
    (cd "$home" && env -i HOME="$home" PATH=/usr/bin:/bin TERM=xterm-256color REVERIE_HOME="$home/reverie" \
        REVERIE_STARTER="$starter" "$@")
}
says() { grep -aq "$1" "$said" || failed "\"$1\" was not said"; }

[ -x "$environment/bin/python" ] || step "environment" "${PYTHON:-.venv/bin/python}" -m venv "$environment"
# The pip that Python brings may be too old for dependency groups.
step "installer" "$environment/bin/python" -m pip install --upgrade --no-input --constraint packaging/constraints.txt pip
step "reverie and PyInstaller" "$environment/bin/python" -m pip install --upgrade --no-input \
    --constraint packaging/constraints.txt '.[desktop]' --group bundle
step "PyInstaller" "$environment/bin/python" -m PyInstaller --noconfirm --log-level WARN \
    --distpath dist --workpath build/bundle packaging/reverie.spec
echo "  dist/reverie: $(du -sm dist/reverie | cut -f1) MB in $(find dist/reverie -type f | wc -l) files"

reverie=$PWD/dist/reverie/reverie
step "--version" bundled "$reverie" --version
says "$("$environment/bin/reverie" --version)"
step "doctor" bundled "$reverie" doctor
says '^ok *engine'
says '^ok *desktop'
step "ask (engine's start too)" bundled "$reverie" ask --temperature 0 "My dog is called Fudge."
says 'remembered: My dog is called Fudge'
step "ask" bundled "$reverie" ask --temperature 0 "What is my dog called?"
says 'Fudge'
step "the first screen" bundled timeout 120 script --quiet --return --command "$reverie" /dev/null < <(
    for _ in {1..100}; do ! grep -aq 'something, or / for commands' "$said" || break; sleep 1; done
    printf '\021'
)
says 'something, or / for commands'
bundled "$reverie" sleep --now >"$said" 2>&1 && failed "a night without a trainer went well"
says "pipx install 'reverie\[torch\]'"
