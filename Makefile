# Every target works on a bare machine with Python 3.11 or newer; `make help` lists them.

PYTHON ?= python3
VENV   ?= .venv
PORT   ?= 8000
BIN     = $(VENV)/bin
WORKERS ?= 2
VERS   ?= docs/images
# The administration, the commands and their reports are in French only.
SANS_TRADUCTION = $(addprefix --ignore ,'tests/*' 'benchmarks/*' 'config/*' '*/admin/*' '*/management/*' 'templates/admin/*' \
	'collectivites/referentiel/*' 'programmes/actions/fiches/*' '*/accueil.py' '*/administration.py' '*/couverture.py')

.DEFAULT_GOAL := help
.PHONY: help demo test check format messages captures bench schemathesis lock openapi clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1@/' | column -t -s @

demo: $(VENV)/.runtime ## serve the application with real data on http://127.0.0.1:8000 (PORT= to change)
	@ADRESSE_DU_SITE=$${ADRESSE_DU_SITE:-http://127.0.0.1:$(PORT)} $(BIN)/python manage.py demo --port $(PORT)

test: $(VENV)/.dev ## run every test, with branch coverage
	@POSTGRES_DOSSIER=$(CURDIR)/var/postgres-tests POSTGRES_DURABLE=false $(BIN)/pytest -n $(WORKERS) --cov --cov-report=term:skip-covered --cov-report=html
	@echo "Skipped tests, if any, are listed above with their reason."

check: $(VENV)/.dev ## style, types, templates, import rules, migrations, OpenAPI and lock files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --check --lint --quiet templates
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py check --fail-level WARNING
	@$(BIN)/python manage.py spectacular --validate --fail-on-warn --file var/openapi.yaml
	@diff -u docs/api/openapi.yaml var/openapi.yaml || { echo "Run 'make openapi' and commit the result."; exit 1; }
	@$(BIN)/python -m config.verrou

format: $(VENV)/.dev ## rewrite Python files and templates in the house style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/djlint --reformat --quiet templates

openapi: $(VENV)/.dev ## write the OpenAPI document
	@$(BIN)/python manage.py spectacular --validate --fail-on-warn --file docs/api/openapi.yaml

messages: ## gather the texts to translate, and compile the English catalogue (needs GNU gettext)
	@$(BIN)/python manage.py makemessages --locale en --no-obsolete --add-location=file --no-wrap $(SANS_TRADUCTION)
	@$(BIN)/python manage.py compilemessages --locale en

captures: $(VENV)/.dev ## take the screenshots of the guide again, on a demonstration of their own (VERS= to write them elsewhere)
	@$(BIN)/python docs/captures.py --vers $(VERS)

bench: $(VENV)/.dev ## measure, and print ratios taken in one run
	@$(BIN)/python -m benchmarks

schemathesis: $(VENV)/.dev ## try every operation of the API, 2,000 examples each, on a server of its own
	@$(BIN)/python -m benchmarks.epreuve

lock: $(VENV)/.dev ## resolve the dependencies again, with hashes
	@$(BIN)/python -m config.verrou --ecrire

clean: ## remove the virtual environment, the embedded database and everything generated
	rm -rf $(VENV) var .coverage .coverage.* htmlcov .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# The lock files name everything: without --no-deps, a pip older than 23.3 looks for the extras of a pinned package
# among its releases of today, and stops at one that has no hash here.
$(VENV)/.runtime: requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.runtime
