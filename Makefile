# Two commands matter: `make run` and `make test`. Needs Python 3.11 or newer, nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help run web wheel screenshots test check format lock bench bench-quick reset clean install

help: ## show this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(READY) ## start everything with demo data on http://localhost:3000; Ctrl-C stops it
	@$(BIN)/python web/npm.py || echo "Starting without the screens; /docs works." >&2
	@exec $(BIN)/esteio up --demo

web: $(READY) ## build the screens, if their sources changed
	@$(BIN)/python web/npm.py

wheel: web ## make the wheel in dist/, screens and all
	@$(BIN)/uv build --quiet --wheel --no-build-isolation --python $(BIN)/python

screenshots: $(READY) ## make the pictures of the READMEs from the demo's data
	@$(BIN)/python -m tests.web.screenshots

test: $(READY) ## every test, against servers of its own
	@# Before the first test: a slow network is not to use up the time of one.
	@$(BIN)/python web/npm.py
	@# Each worker imports the same thousands of modules: without bytecode kept, each would compile all of them.
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest -n auto --dist worksteal

check: $(READY) ## format, lint, types, import contracts, documents
	@$(BIN)/python web/npm.py install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports
	$(BIN)/pytest tests/docs tests/test_structure.py tests/web/test_client_check.py tests/web/test_api_types.py --ignore=tests/docs/test_readme_runs.py

format: $(READY) ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY) ## all measurements, with the peers
	$(BIN)/python -m bench

bench-quick: $(READY) ## the first figures, in a few minutes
	$(BIN)/python -m bench --quick

reset: $(READY) ## delete the data in ESTEIO_HOME (./.esteio)
	@exec $(BIN)/esteio reset

lock: $(READY) ## pin what pyproject.toml asks for; newer versions of all with UPGRADE=--upgrade
	$(BIN)/uv pip compile --quiet $(UPGRADE) --universal --generate-hashes --no-annotate --no-header \
		--python-version 3.11 pyproject.toml --group dev --output-file requirements.lock

clean: ## delete the environment and caches, no data
	rm -rf $(VENV) web/node_modules web/dist dist .cache .hypothesis .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -not -path './node_modules/*' -prune -exec rm -rf {} +

install: $(READY) ## make the environment in .venv

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Esteio needs Python 3.11 or newer as $(PYTHON): install it, or name another one, e.g. make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) lacks its venv module: install it, e.g. apt-get install python3-venv" >&2; exit 1; }
	@echo "Making the environment in $(VENV) (once; about a minute) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@# pip fetches only uv, the version and hashes in the lock; uv fetches the rest, the same way.
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > $(VENV)/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(VENV)/uv.txt
	@# uv does not read pip's settings: who has pip use an index or certificates of their own means uv, too.
	@setting() { $(BIN)/python -m pip config list 2>/dev/null | sed -n "s/^global\.$$1='\(.*\)'\$$/\1/p"; }; \
		index="$${PIP_INDEX_URL:-$$(setting index-url)}"; \
		certificates="$${PIP_CERT:-$$(setting cert)}"; \
		if [ -n "$$index" ]; then export UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$$index}"; fi; \
		if [ -n "$$certificates" ]; then export SSL_CERT_FILE="$${SSL_CERT_FILE:-$$certificates}"; fi; \
		$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock && \
		$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@
