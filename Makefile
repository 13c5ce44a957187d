# Topsheet: everything a person or a machine does here, one line each in `make`.
# Needs Python 3.11 or later and make; the rest is set up in .venv and node_modules.

HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= $(shell command -v python3 || command -v python3.13 || command -v python3.12 || command -v python3.11)
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test coverage check layout lint types walls docs format bench setup lock clean python set-up-test
MAKEFLAGS += --no-print-directory

help: ## List these targets.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: python ## Set up what is missing, print Night Ferry's page and serve the desk with both examples (HOST=, PORT=).
	@$(PYTHON) -m tools.setup port "$(HOST)" "$(PORT)"
	@$(PYTHON) -m tools.setup run
	@exec $(BIN)/topsheet desk run --host "$(HOST)" --port "$(PORT)"

test: setup ## Set up what is missing, then run every check and every test, browser and PostgreSQL included.
	@$(BIN)/python -m tools.suite

coverage: setup ## Run every test once more, slowly, and list the lines and branches that none of them reaches.
	@$(BIN)/python -m tools.suite coverage

check: layout lint types walls docs ## Layout, lint, types, walls and docs: all that is known without running the product.

layout: set-up-test
	$(BIN)/ruff format --check .

lint: set-up-test
	$(BIN)/ruff check .

types: set-up-test
	$(BIN)/mypy

walls: set-up-test
	$(BIN)/lint-imports

docs: set-up-test
	$(BIN)/python -m pytest -q tests/docs

format: set-up-test ## Put the code in its layout and correct what ruff can.
	$(BIN)/ruff check --fix --exit-zero --quiet .
	$(BIN)/ruff format .

bench: set-up-test ## Measure the headline figures beside a peer on the same work.
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python "$$file" || exit 1; done

setup: set-up-test ## Set up everything that run and test need, and nothing twice.
	@$(BIN)/python -m tools.chromium

lock: python ## Choose new exact versions: constraints.txt and package-lock.json.
	@$(PYTHON) -m tools.setup lock

clean: ## Remove the environment, the npm packages, the bundle and every cache; your productions stay.
	rm -rf .venv node_modules src/topsheet_desk/site/static/desk build dist htmlcov .coverage .coverage.*
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

set-up-test: python
	@$(PYTHON) -m tools.setup test

python:
	@test -n "$(PYTHON)" || { echo "Topsheet needs Python 3.11 or later: install python3 and run make again." >&2; exit 2; }
