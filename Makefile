# Everything runs in .venv, made from requirements.lock; git, make and Python with venv are all that must be there.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip
LOCKED := $(VENV)/.locked
INSTALLED := $(VENV)/.installed
BUNDLED := $(VENV)/.bundled
MODULES := web/node_modules/.package-lock.json
SUITES := $(VENV)/suites
CLIENTS := $(VENV)/clients

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
# Compiled modules are kept, whatever the environment says: the tests start the program hundreds of times.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help install web serve test lint check fmt bench lock clean
.DELETE_ON_ERROR:

help:
	@echo 'make install   set up $(VENV)'
	@echo 'make serve     build the graph where needed and serve it on http://$(HOST):$(PORT) (HOST and PORT can be set)'
	@echo 'make test      every check and every test'
	@echo 'make check     the checks without the tests, the graph with its reasoners included'
	@echo 'make fmt       put Python, Turtle and queries into their canonical form'
	@echo 'make web       bundle the scripts of the pages into api/static/app'
	@echo 'make bench     measure beside other servers, half an hour (BENCH=--quick: some minutes; BENCH=--help)'
	@echo 'make lock      renew requirements.lock after a change of pyproject.toml (UPGRADE=1: newest of everything)'
	@echo 'make clean     remove $(VENV), build/ and the caches'

install: $(INSTALLED) $(BUNDLED)

# A changed lock empties the environment first, so that it holds the lock and nothing else. setuptools goes in before
# the rest, out of the same lock: it builds the one package that comes as source only, and a build in isolation would
# fetch a back end that no hash vouches for. Modules are compiled when they are first imported: few of all ever are.
$(LOCKED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'MinPact needs Python 3.11 or newer; "$(PYTHON)" is not. Name another: make $(MAKECMDGOALS) PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo '"$(PYTHON)" has no venv. On Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	sed -n '/^setuptools==/,/[^\\]$$/p' requirements.lock > $(VENV)/setuptools.lock
	$(PIP) install --require-hashes --only-binary :all: -r $(VENV)/setuptools.lock
	$(PIP) install --require-hashes --only-binary :all: --no-binary owlready2 --no-build-isolation --no-compile -r requirements.lock
	touch $@

$(INSTALLED): $(LOCKED) pyproject.toml
	$(PIP) install --quiet --no-index --no-deps --no-build-isolation --editable .
	touch $@

# The scripts of the pages, bundled by the Node that is a wheel of the lock. Where that fails the pages are served all
# the same, since they are readable without scripts; `make web` says why it failed, and fails with it.
WEB := $(shell find web -name node_modules -prune -o -type f -print) api/pages/marks.json

$(BUNDLED): $(LOCKED) $(WEB)
	@$(MAKE) --no-print-directory web || \
		echo 'The pages have no pictures and no editor: their scripts could not be bundled. Try again with: make web' >&2

$(MODULES): $(LOCKED) web/package.json web/package-lock.json
	cd web && NODE_OPTIONS=--use-system-ca PATH="$(abspath $(BIN)):$$PATH" npm ci --ignore-scripts --no-audit --no-fund
	touch $@

web: $(MODULES)
	cd web && PATH="$(abspath $(BIN)):$$PATH" npm run --silent build
	touch $(BUNDLED)

serve: install
	$(BIN)/minpact build --if-needed
	exec $(BIN)/minpact serve --host $(HOST) --port $(PORT)

# Modules for Node only after the bundle, which fetches them too: never two at once into one folder.
lint: install
	@$(MAKE) --no-print-directory $(MODULES)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	cd web && PATH="$(abspath $(BIN)):$$PATH" npm run --silent check

# The test suites of the W3C travel in the source packages of rdflib and pySHACL, whose hashes stand in the lock. They
# are other people's and are not kept here. pip reads a source package's metadata with the back end of the lock.
$(SUITES): $(LOCKED)
	rm -rf $@ $@.part
	mkdir -p $@.part
	sed -n '/^pyshacl==/,/[^\\]$$/p; /^rdflib==/,/[^\\]$$/p' requirements.lock > $@.part/suites.lock
	$(PIP) download --quiet --require-hashes --no-deps --no-binary :all: --no-build-isolation \
		--dest $@.part -r $@.part/suites.lock
	cd $@.part && for archive in *.tar.gz; do tar -xzf "$$archive"; done
	mv $@.part/rdflib-*/test/data/suites/w3c $@.part/pyshacl-*/test/resources/sht_tests $@.part
	rm -rf $@.part/rdflib-* $@.part/pyshacl-* $@.part/suites.lock
	mv $@.part/sht_tests $@.part/shacl
	mv $@.part $@

# Clients for Node that the tests point at the endpoint; Node itself is a wheel of the lock.
$(CLIENTS): $(LOCKED) tests/clients/package.json tests/clients/package-lock.json
	rm -rf $@ $@.part
	mkdir -p $@.part
	cp tests/clients/package.json tests/clients/package-lock.json $@.part
	NODE_OPTIONS=--use-system-ca PATH="$(abspath $(BIN)):$$PATH" $(BIN)/npm ci --ignore-scripts --no-audit --no-fund --prefix $@.part
	mv $@.part $@

# Tests that wait for deadlines run apart from those that take all the processors, and those that hold a service to what
# it does in a moment by themselves; those with a browser, whose driver keeps an event loop, apart from those that start
# loops of their own.
# Only their folders are read for them: reading all takes a quarter of a minute.
WITH_BROWSER := tests/pages
TIMED := tests/api
ALONE := tests/api tests/bench tests/graph tests/pages

# What is fetched waits for others and what checks for the processors, so they go side by side.
.PHONY: prepared
prepared: lint $(SUITES) $(CLIENTS)

test:
	@$(MAKE) --no-print-directory -j 2 --output-sync=target prepared
	cd web && PATH="$(abspath $(BIN)):$$PATH" npm test --silent
	$(BIN)/python -m pytest -n 2 --dist loadfile -m 'not alone and not timed and not browser'
	$(BIN)/python -m pytest -n 2 --dist loadfile -m 'not alone and browser' $(WITH_BROWSER)
	$(BIN)/python -m pytest -n 2 --dist loadfile -m timed $(TIMED)
	$(BIN)/python -m pytest -m alone $(ALONE)

check: lint
	$(BIN)/minpact check

fmt: install
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	$(BIN)/minpact fmt

bench: install
	$(BIN)/python -m bench $(BENCH)

lock: install
	$(BIN)/uv pip compile pyproject.toml --extra reason --group dev --group backends --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) \
		--quiet --output-file requirements.lock
	for folder in tests/clients web; do \
		(cd $$folder && PATH="$(abspath $(BIN)):$$PATH" npm $(if $(UPGRADE),update,install) --package-lock-only --ignore-scripts) || exit 1; \
	done

clean:
	rm -rf $(VENV) build dist api/static/app web/node_modules .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
