# make demo    show the founding scenario (ONCE=1: one pass, then leave)
# make test    every test, in random order, by two workers
# make check   formatting, lint, types, import rules, dead links
# make oracle  the long enumeration of small worlds        make fuzz   the long property tests
# make soak    the long storage tests: 1,000 kills on each database, 80,000 entries by eight writers
# make axe     accessibility of every page and state in English and in Arabic; a half of it is in make test
# make bench   the benchmark of assessing                 make bench-ledger  that of the ledger
# make bench-link  the benchmark of linking               make bench-centre  that of the site under load
# make bench-centre  that of the centre's pages            make screenshots  a picture of every page, in out/screenshots
# make lock   write requirements.lock anew    make clean   remove what was made
SHELL := /bin/sh
.DEFAULT_GOAL := help
VENV := .venv
STAMP := $(VENV)/.stamp

# The first interpreter that is there, is 3.11 or newer, and runs: a pyenv shim can be found and still fail.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)

.PHONY: help demo test check oracle fuzz soak axe bench bench-ledger bench-link screenshots lock clean

help:
	@sed -n 's/^# make/make/p' Makefile

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer that runs was found. Name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON) from requirements.lock (once; about a minute) ..." >&2
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(VENV)/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP)
	@$(VENV)/bin/ceasefire demo $(if $(ONCE),--once)

test: $(STAMP)
	@scripts/test

check: $(STAMP)
	@scripts/check

oracle: $(STAMP)
	@ORACLE_LONG=1 scripts/test tests/oracle -q -p no:randomly

fuzz: $(STAMP)
	@FUZZ_LONG=1 scripts/test tests/fuzz -q

soak: $(STAMP)
	@LEDGER_LONG=1 scripts/test tests/centre/test_kills.py tests/centre/test_writers.py -n 0 -q -s -p no:randomly

axe: $(STAMP)
	@AXE_LONG=1 scripts/test tests/site/test_browser_axe.py -q

bench: $(STAMP)
	@$(VENV)/bin/python -m benchmarks

bench-ledger: $(STAMP)
	@$(VENV)/bin/python -m benchmarks ledger

bench-link: $(STAMP)
	@$(VENV)/bin/python -m benchmarks link

screenshots: $(STAMP)
	@scripts/screenshots

bench-centre: $(STAMP)
	@$(VENV)/bin/python -m benchmarks centre

lock: $(STAMP)
	@scripts/lock $(if $(UPGRADE),--upgrade)

clean:
	@rm -rf $(VENV) build dist out ceasefire-demo benchmarks/out htmlcov .coverage .coverage.* .hypothesis .mypy_cache .ruff_cache \
		.pytest_cache .import_linter_cache
	@find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
