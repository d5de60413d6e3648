# OnAccount: `make` lists what can be done. Everything is installed into this folder (.tools, .venv) and nowhere else.
PYTHON ?= python3
BIN := .venv/bin
DEBIAN_POSTGRES := /usr/lib/postgresql/15/bin
export UV_CACHE_DIR ?= $(CURDIR)/.tools/cache

.DEFAULT_GOAL := .list
.PHONY: .list run test check rules browser fmt map measure messages lock bench assurance backup restore clean

.list:
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: .venv/run ## start OnAccount here, with the sample company on the first start (ONACCOUNT_SAMPLE=0: without)
	@exec $(BIN)/onaccount run

test: .venv/dev ## everything a change must pass, Chromium tests included
	@.ci/install
	@$(MAKE) --no-print-directory --jobs 2 check rules
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not slow and not browser" --ignore tests/kernel --ignore tests/rules
	@if [ -x $(DEBIAN_POSTGRES)/postgres ]; then echo "again on Debian's PostgreSQL 15:"; \
		ONACCOUNT_POSTGRES=$(DEBIAN_POSTGRES) $(BIN)/pytest -n 2 --dist loadfile -m "not slow and not long" tests/stages tests/lifecycle; fi
	@$(MAKE) --no-print-directory browser

check: .venv/dev ## style, types, import contracts, security, translations
	@$(BIN)/ruff check src tests $(wildcard bench)
	@$(BIN)/ruff format --check --quiet src tests $(wildcard bench)
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/bandit -q -c pyproject.toml -r src
	@$(BIN)/onaccount messages --check

rules: .venv/dev ## kernel and rules alone: no database, seconds; every branch must be covered
	@$(BIN)/coverage run -m pytest tests/kernel tests/rules
	@$(BIN)/coverage report

browser: .venv/dev ## the pages in a real Chromium
	@$(BIN)/pytest -n 2 --dist loadgroup --no-loadscope-reorder -m "browser and not slow" tests/browser

fmt: .venv/dev ## format the source
	@$(BIN)/ruff check --fix --quiet src tests $(wildcard bench); $(BIN)/ruff format src tests bench

map: .venv/dev ## the packages, lowest floor first
	@$(BIN)/python -m tests.architecture.shape map

measure: .venv/dev ## style by the numbers
	@$(BIN)/python -m tests.architecture.shape measure

messages: .venv/dev ## gather the messages of the source and name those without a translation (needs gettext)
	@$(BIN)/onaccount messages --gather

lock: .tools/bin/uv ## choose the newest versions the requirements allow, with hashes
	@for set in tools run dev; do .tools/bin/uv pip compile --quiet --upgrade --generate-hashes --universal --no-emit-index-url \
		--python-version 3.11 --custom-compile-command "make lock" requirements/$$set.in -o requirements/$$set.txt; done

bench: .venv/dev ## measure beside a reference and draw a table
	@$(BIN)/python -m bench

assurance: .venv/dev ## the long tests: 50,000 steps of each machine (STEPS=n), kills, mutants
	@$(BIN)/pytest -m slow tests
	@FIRE_ROUNDS=10 $(BIN)/pytest -n 2 --dist loadfile tests/fire
	@ONACCOUNT_STEPS=$(or $(STEPS),50000) $(BIN)/pytest -q tests/lifecycle/test_machine.py tests/stages/trade/test_machine.py
	@ONACCOUNT_TAMPERINGS=50000 $(BIN)/pytest -q tests/stages/office/test_journal_at_length.py
	@$(BIN)/python -m tests.mutants

backup: .venv/run ## write an encrypted backup (TO=folder)
	@$(BIN)/onaccount backup $(TO)

restore: .venv/run ## read an encrypted backup into an empty database (FROM=file)
	@$(BIN)/onaccount restore $(FROM)

clean: ## remove the environment and what the tools left; your data stay
	@rm -rf .venv .tools build .*_cache .coverage* .hypothesis src/*.egg-info
	@find . -name __pycache__ -prune -exec rm -rf {} +

.tools/bin/uv: requirements/tools.txt
	@$(PYTHON) -c 'import sys; sys.exit("OnAccount needs Python 3.11 or newer: make PYTHON=...") if sys.version_info < (3, 11) else None'
	@echo "installing uv into .tools"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-cache-dir --root-user-action=ignore --upgrade --require-hashes --target .tools --requirement requirements/tools.txt
	@touch $@

.venv/python: | .tools/bin/uv
	@.tools/bin/uv venv --quiet --allow-existing --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv
	@touch $@

.venv/run: requirements/run.txt pyproject.toml | .venv/python
	@echo "installing what OnAccount needs into .venv"
	@rm -f .venv/dev
	@$(call install,run)
	@touch $@

.venv/dev: requirements/dev.txt pyproject.toml | .venv/python
	@echo "installing what the tests need into .venv"
	@$(call install,dev)
	@touch .venv/run $@

install = .tools/bin/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/$(1).txt && \
	.tools/bin/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
