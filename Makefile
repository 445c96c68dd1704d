# Needs Python 3.11 or newer, make and git; all else is installed into .venv, once.
PYTHON ?= python3
BIN := .venv/bin
TEST_PROCESSES ?= 2

# A stamp is named after what the locks say, so that only their change installs something.
RUN_STAMP := .venv/.run-$(shell cat locked/build.txt locked/run.txt | cksum | tr -d ' ')
DEV_STAMP := .venv/.dev-$(shell cat locked/build.txt locked/dev.txt | cksum | tr -d ' ')
# Without isolation no builder is downloaded unchecked: locked/build.txt holds it.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check \
	--require-hashes --no-build-isolation

.PHONY: help run test coverage check format bench

help:
	@echo "make run     set up, load the demo season, serve http://127.0.0.1:8000"
	@echo "make test    run every test that this machine can run, say what is skipped"
	@echo "make coverage  every test, and which lines no test reaches (takes half as long again)"
	@echo "make check   format, lint, types, import directions, templates, requirements"
	@echo "make format  let the formatter rewrite what it can"
	@echo "make bench   measure the pages against a bare page on the same server"

run: $(RUN_STAMP)
	@$(BIN)/flask serve

test: $(DEV_STAMP)
	@$(BIN)/pytest -rs --numprocesses $(TEST_PROCESSES) $(TESTS)

coverage: $(DEV_STAMP)
	@$(BIN)/pytest -rs --numprocesses $(TEST_PROCESSES) \
		--cov --cov-report=term:skip-covered $(TESTS)

check: $(DEV_STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/deptry . --config .ci/deptry.toml

format: $(DEV_STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV_STAMP)
	@$(BIN)/python -m bench.pages

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Querent needs Python 3.11 or newer: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv .venv

$(RUN_STAMP): | $(BIN)/python
	@echo "Installing what the site needs, once ..."
	@$(INSTALL) -r locked/build.txt
	@$(INSTALL) -r locked/run.txt
	@touch $@

$(DEV_STAMP): | $(BIN)/python
	@echo "Installing what the tests need, once ..."
	@$(INSTALL) -r locked/build.txt
	@$(INSTALL) -r locked/dev.txt
	@touch $@ $(RUN_STAMP)
