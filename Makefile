# Every target works from a fresh checkout: the first one makes .venv (see packaging/setup.sh), later ones start at once.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?=
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_TO_LINT := $(VENV)/.ready-to-lint
READY_TO_DOCUMENT := $(VENV)/.ready-to-document
READY_TO_FUZZ := $(VENV)/.ready-to-fuzz
STARTER := .starter/SmolLM2-135M-Instruct.Q4_1.gguf
# Tests that load a model use every core by themselves.
AT_ONCE := -n auto --maxprocesses 8 --dist loadfile
MANIFEST := pyproject.toml packaging/constraints.txt packaging/setup.sh

.PHONY: help run demo starter test soak fuzz check lint format startup bench-chat snapshot manual site clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

run: $(READY) $(STARTER) ## open the assistant
	@$(BIN)/reverie

demo: $(READY) $(STARTER) ## tell it something, let it sleep, ask again: before and after side by side
	@$(BIN)/python -m assistant.demo

starter: $(STARTER) ## fetch the starter model (98 MB)

test: $(READY) $(STARTER) ## the test suite, with the real engine, the starter model and a night
	@$(BIN)/python -m pytest -m "not long and not slow" $(AT_ONCE)
	@$(BIN)/python -m pytest -m "slow and not long"

soak: $(READY) $(STARTER) ## the long tests, then 300 kills after which nothing may be lost (KILLS, SEED)
	@$(BIN)/python -m pytest -m long
	@$(BIN)/python -m tests.soak.storm --kills $(or $(KILLS),300) --seed $(or $(SEED),1)

fuzz: $(READY) $(READY_TO_FUZZ) ## hostile files for every reader, guided by coverage (SECONDS for each, 600); Linux
	@for reader in $(notdir $(wildcard tests/fuzz/corpus/*)); do \
		$(BIN)/python -m tests.fuzz.guided $$reader --seconds $(or $(SECONDS),600) --found build/fuzz/$$reader/found || exit 1; \
	done

check: lint $(STARTER) ## formatting, lint, types, import rules and the quick tests
	@$(BIN)/python -m pytest -m "not slow and not gpu" $(AT_ONCE)

lint: $(READY) $(READY_TO_LINT) ## formatting, lint, types and import rules
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(READY) $(READY_TO_LINT) ## rewrite the files in the house format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

startup: $(READY) ## how long until the first screen is painted
	@$(BIN)/python -m tui.startup

bench-chat: $(READY) $(STARTER) ## speed of chat beside plain llama-cpp-python; fails where a limit is not met
	@$(BIN)/python -m tui.bench_chat

snapshot: $(READY) ## take the committed pictures of the screens anew
	@$(BIN)/python -m pytest -m snapshot --snapshot-update

manual: $(READY) ## write the page of the command line anew
	@$(BIN)/python -c 'from assistant.cli.manual import main; main()' > docs/cli.md

site: $(READY) $(READY_TO_DOCUMENT) ## build the documentation into site/; its pages load nothing from elsewhere
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@! grep -rnE '<(script|link|img|iframe)[^>]*(src|href)="?(https?:)?//' --include='*.html' site

clean: ## remove the environment and everything that was built
	rm -rf $(VENV) build dist site *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

$(READY): $(MANIFEST)
	@PYTHON="$(PYTHON)" packaging/setup.sh
	@touch $@

$(STARTER): | $(READY)
	@$(BIN)/python -m assistant.model.starter .starter

$(READY_TO_DOCUMENT): $(MANIFEST) | $(READY)
	@$(BIN)/python -m pip install --quiet --no-input --constraint packaging/constraints.txt --group docs
	@touch $@

$(READY_TO_FUZZ): $(MANIFEST) | $(READY)
	@$(BIN)/python -m pip install --quiet --no-input --constraint packaging/constraints.txt --group fuzz
	@touch $@

$(READY_TO_LINT): $(MANIFEST) | $(READY)
	@$(BIN)/python -m pip install --quiet --no-input --constraint packaging/constraints.txt --group lint
	@touch $@
