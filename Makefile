# SPDX-License-Identifier: MIT
# Every command of the project; bare `make` lists them.
PY ?= python3
UV_VERSION = 0.13.9
BIN = .venv/bin
export UV_PYTHON_DOWNLOADS = never

.DEFAULT_GOAL = help
.PHONY: help run run-public test test-deep check bench bench-import bench-lookup bench-match bench-match-names bench-match-public bench-record bench-registers bench-review bench-public bench-start bench-ux drill docs where assets lock demo-reset clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.venv/.synced: pyproject.toml requirements.lock Makefile
	@command -v $(PY) >/dev/null || { echo "Candour needs Python 3.11 or newer, and '$(PY)' is not here. On Debian: apt install python3 python3-venv" >&2; exit 1; }
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Candour needs Python 3.11 or newer; $$($(PY) --version 2>&1) is too old. Name another with: make PY=/path/to/python3.11" >&2; exit 1; }
	@$(PY) -c 'import ensurepip, venv' 2>/dev/null || { echo "Candour keeps its packages in .venv, and this Python cannot make one. On Debian: apt install python3-venv" >&2; exit 1; }
	@echo "Preparing .venv (once)"
	@test -x $(BIN)/uv || { $(PY) -m venv --clear .venv && $(BIN)/python -m pip install -q --disable-pip-version-check "uv==$(UV_VERSION)"; }
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

run: .venv/.synced  ## start Candour with a synthetic force on 127.0.0.1:8000 (PORT, DATABASE_URL)
	@$(BIN)/candour run

run-public: .venv/.synced  ## start the public site alone on 127.0.0.1:8001 (PORT, CANDOUR_PUBLISHED)
	@$(BIN)/candour run-public

test: .venv/.synced  ## the whole suite: SQLite, PostgreSQL, browser journeys, coverage gates
	@$(BIN)/python tools/run_tests.py

test-deep: .venv/.synced  ## the minutes-long property and mutation tests
	@$(BIN)/python -m pytest -m deep

check: .venv/.synced  ## style, types, layers, pages, settings, generated files, lock, secrets
	@$(BIN)/python tools/run_checks.py

bench: .venv/.synced  ## speed at 100,000 matters, on both databases, beside a plain Django page (BENCH=--help)
	@$(BIN)/python -m bench $(BENCH)

bench-import: .venv/.synced  ## rows a second into a register and out of it, beside plain programs
	@$(BIN)/python -m bench.importing

bench-record: .venv/.synced  ## what the record costs an act, and verifying a million entries
	@$(BIN)/python -m bench.record $(BENCH)

bench-registers: .venv/.synced  ## lists, search and filters of a register of a million entries
	@$(BIN)/python -m bench.registers $(BENCH)

bench-review: .venv/.synced  ## what the quarterly review finds of what was planted in synthetic years
	@$(BIN)/python -m bench.review $(BENCH)

bench-public: .venv/.synced  ## pages a second that the public site gives, made and out of its cache
	@$(BIN)/python -m bench.public $(BENCH)

bench-start: .venv/.synced  ## from `make run` to the first page, cold and warm
	@$(BIN)/python -m bench.starting

bench-ux: .venv/.synced  ## keys, clicks, errors, crashes and exports in a browser, each beside its bar
	@$(BIN)/python -m bench.ux $(BENCH)

drill: .venv/.synced  ## rehearse a restore: back up, restore beside, prove, time, throw away
	@$(BIN)/candour drill

bench-lookup: .venv/.synced  ## how soon a body is found while somebody types (BENCH="--names 1000000")
	@$(BIN)/python -m bench.lookup $(BENCH)

bench-match-public: .venv/.synced  ## additive weights on public sets of people and restaurants, beside published figures
	@$(BIN)/python -m bench.matching.public $(BENCH)

bench-match-names: .venv/.synced  ## names alone: spellings of real companies against the likest others (BENCH=--mistakes)
	@$(BIN)/python -m bench.matching.names $(BENCH)

bench-match: .venv/.synced  ## matching beside Splink, recordlinkage, RapidFuzz and TF-IDF (BENCH="--size M" or "--engine spark")
	@$(BIN)/python -m bench.matching $(BENCH)

docs: .venv/.synced  ## write docs/generated anew
	@$(BIN)/python tools/write_docs.py

where: .venv/.synced  ## where a clause lives: make where TEXT="Stage Four"
	@$(BIN)/python tools/where.py "$(TEXT)"

assets:  ## build the style sheet and the script (needs Node; the output is committed)
	@cd assets && npm ci --silent && npm run --silent build

lock: .venv/.synced  ## renew requirements.lock (it names no download address)
	@$(BIN)/python tools/lock.py --upgrade

demo-reset: .venv/.synced  ## throw the synthetic force away and build it anew
	@$(BIN)/candour demo-reset

clean:  ## remove .venv and everything that the tools wrote; var/, your data, stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage* htmlcov build dist assets/node_modules
