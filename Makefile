# Everything a person does with this checkout. `make` alone lists it.

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PINS := -c config/constraints.txt
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet $(PINS)
NEEDS := pyproject.toml config/constraints.txt config/build_hook.py cms/tools/allowlist.json \
	$(wildcard cms/frontend/*.js* cms/frontend/src/*.js)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))

.DEFAULT_GOAL := help
.PHONY: help run test check lint types audit check-translations check-migrations format \
	translations translation migration seed bench clean

help: ## List what make can do here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/ready $(CATALOGUES) ## Serve the site with demo content (PORT=8000, WORKERS=2)
	@exec $(BIN)/cms run --development --port $(PORT) --workers $(WORKERS)

test: $(VENV)/ready-to-test $(CATALOGUES) ## Run the whole test suite (ARGS="-k slugs")
	$(BIN)/pytest -n 2 --dist worksteal $(ARGS)

check: lint types audit check-translations check-migrations test ## Everything that must hold before a change lands

lint: $(VENV)/ready-to-test ## Lint, and see that the formatter has nothing to say
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/ready-to-test ## Check the types
	$(BIN)/mypy

audit: $(VENV)/ready-to-test ## Look for unsafe code and for pinned packages with known vulnerabilities
	$(BIN)/python config/audit.py

format: $(VENV)/ready-to-test ## Let the formatter and the linter mend what they can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check-translations: $(VENV)/ready-to-test ## See that every catalogue is complete
	$(BIN)/python config/catalogues.py check

check-migrations: $(VENV)/ready-to-test ## See that models and migrations agree
	@scratch=$$(mktemp -d) && trap 'rm -rf "$$scratch"' EXIT && \
	export CMS_ENV=development CMS_INSTANCE="$$scratch" CMS_DATABASE_URL="sqlite:///$$scratch/check.sqlite3" && \
	$(BIN)/cms db upgrade && $(BIN)/cms db check

translations: $(VENV)/ready-to-test ## Collect the marked strings into every catalogue
	$(BIN)/python config/catalogues.py update

translation: $(VENV)/ready-to-test ## Begin a language (LOCALE=fr)
	@[ -n "$(LOCALE)" ] || { echo "Name the language: make translation LOCALE=fr"; exit 1; }
	$(BIN)/python config/catalogues.py begin "$(LOCALE)"

migration: $(VENV)/ready ## Draft a migration from the models (m="Add a column")
	@[ -n "$(m)" ] || { echo 'Say what it does: make migration m="Add a column"'; exit 1; }
	$(BIN)/cms db migrate -m "$(m)"

seed: $(VENV)/ready ## Add bulk content for measuring (POSTS=10000)
	$(BIN)/cms seed --posts $(or $(POSTS),10000)

bench: $(VENV)/ready-to-test $(CATALOGUES) ## Measure the public site against a bare application (ARGS="--posts 100000")
	@$(BIN)/python -m tests.bench $(ARGS)

clean: ## Remove what can be made again; instance/ stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist cms/static/build cms/frontend/node_modules
	find cms config migrations tests -type d -name __pycache__ -prune -exec rm -rf {} +
	rm -f translations/*.pot $(CATALOGUES)

# A stamp names the folder it was installed for: nothing happens until that or one of the needs changes, or the bundle is gone.
ifneq ($(shell test -f cms/static/build/manifest.json && cat $(VENV)/ready 2>/dev/null),$(CURDIR))
$(VENV)/ready $(VENV)/ready-to-test: again
endif
.PHONY: again

define environment
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
{ echo "Masthead needs Python 3.11 or newer, and $(PYTHON) is older or missing. Name another: make $(or $(MAKECMDGOALS),run) PYTHON=python3.12"; exit 1; }
@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
{ echo "Python's venv module is missing. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
@[ "$$(cat $(VENV)/ready 2>/dev/null || echo "$(CURDIR)")" = "$(CURDIR)" ] && $(BIN)/python -m pip --version >/dev/null 2>&1 || \
{ echo "Creating $(VENV)"; $(PYTHON) -m venv --clear $(VENV); }
endef

$(VENV)/ready: $(NEEDS)
	$(environment)
	@echo "Installing Masthead into $(VENV) (a minute or so, once)"
	@$(PIP) -e .
	@echo "$(CURDIR)" > $@

$(VENV)/ready-to-test: $(NEEDS)
	$(environment)
	@echo "Installing Masthead and what its tests need into $(VENV) (a minute or so, once)"
	@$(PIP) -e '.[test]'
	@echo "$(CURDIR)" | tee $(VENV)/ready > $@

%.mo: %.po | $(VENV)/ready
	@$(BIN)/pybabel --quiet compile -i $< -o $@
