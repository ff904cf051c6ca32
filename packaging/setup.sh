#!/usr/bin/env bash
# Makes .venv with everything that the product and its tests need.
# Usage: packaging/setup.sh            (called by make; a second run only adds what changed)
# Environment: PYTHON chooses the interpreter. Exit 3: this machine lacks something; the text says what.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=.venv
log=$venv/setup.log
constraints=packaging/constraints.txt
job=
shown_on_terminal=false
[ -t 2 ] && shown_on_terminal=true

say() { printf '%s\n' "$*" >&2; }

cannot() {
    say "$@"
    exit 3
}

# A background job gets its own process group, so that Ctrl-C ends the compiler too.
end_job() {
    [ -z "$job" ] || kill -TERM -- "-$job" 2>/dev/null || true
    say ""
    say "Interrupted. Run the same command again to go on."
    exit 130
}
trap end_job INT TERM

fits() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3 python3.12 python3.11 python3.13 python3.14 python; do
        if command -v "$candidate" >/dev/null 2>&1 && fits "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    cannot "No Python 3.11 or newer with the venv module was found (looked for python3 and python3.11 to python3.14)." \
        $'\n  Debian, Ubuntu: sudo apt install python3 python3-venv' \
        $'\n  Fedora:         sudo dnf install python3' \
        $'\n  macOS:          brew install python' \
        $'\nThen run the same command again, or name one: make run PYTHON=/path/to/python3'
}

compiles() { printf '#include <vector>\nint main() {}\n' | "$1" -x c++ -fsyntax-only - >/dev/null 2>&1; }

need_compiler() {
    local candidate
    for candidate in ${CXX:-} c++ g++ clang++; do
        if command -v "$candidate" >/dev/null 2>&1 && compiles "$candidate"; then
            return
        fi
    done
    cannot "No working C++ compiler was found, and llama.cpp is built from source." \
        $'\n  Debian, Ubuntu: sudo apt install g++' \
        $'\n  Fedora:         sudo dnf install gcc-c++' \
        $'\n  Arch:           sudo pacman -S gcc' \
        $'\n  macOS:          xcode-select --install' \
        $'\nNothing was changed. Run the same command again afterwards.'
}

built_of_total() { grep -oE '\[[0-9]+/[0-9]+\]' "$log" 2>/dev/null | tail -n 1 || true; }

# logged LABEL COMMAND...: runs it with its output in the log, and shows the time that passed.
logged() {
    local label=$1 started=$SECONDS passed clock
    shift
    printf '\n== %s\n' "$label" >"$log"
    set -m
    "$@" >>"$log" 2>&1 </dev/null &
    job=$!
    set +m
    while kill -0 "$job" 2>/dev/null; do
        passed=$((SECONDS - started))
        clock=$(printf '%d:%02d' $((passed / 60)) $((passed % 60)))
        if $shown_on_terminal; then
            printf '\r\033[K  %s  %s %s' "$label" "$clock" "$(built_of_total)" >&2
        elif [ "$passed" -gt 0 ] && [ $((passed % 30)) -eq 0 ]; then
            say "  $label  $clock $(built_of_total)"
        fi
        sleep 1
    done
    passed=$((SECONDS - started))
    clock=$(printf '%d:%02d' $((passed / 60)) $((passed % 60)))
    $shown_on_terminal && printf '\r\033[K' >&2
    if wait "$job"; then
        job=
        say "  $label  done in $clock"
    else
        job=
        say "  $label  failed after $clock. The end of $log:"
        tail -n 30 "$log" | sed 's/^/    /' >&2
        exit 1
    fi
}

has_llama_cpp() { [ -x "$venv/bin/python" ] && "$venv/bin/python" -c 'import llama_cpp' >/dev/null 2>&1; }

# Everything that could be missing is looked for before anything is made.
python=
if ! { [ -x "$venv/bin/python" ] && fits "$venv/bin/python"; }; then
    python=$(find_python)
fi
if ! has_llama_cpp; then
    need_compiler
fi
if [ -n "$python" ]; then
    say "Setting up in $venv with $("$python" -V 2>&1)"
    "$python" -m venv --clear "$venv"
fi

install() { "$venv/bin/python" -m pip install --no-input --constraint "$constraints" "$@"; }

logged "installer" install --upgrade pip
if ! has_llama_cpp; then
    say "  llama.cpp is now built from source: about 5 minutes on 2 cores, once. Later set-ups take it from pip's cache."
    logged "llama-cpp-python" install -v llama-cpp-python
fi
logged "reverie, torch and the tests' tools" install --editable '.[torch,desktop]' --group test
say "Ready."
