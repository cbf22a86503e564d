# Every command a person or the build machine runs. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
SANDBOX_PORT ?= 8001
DATA ?= data
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
DASHBOARD_FILES := $(shell find dashboard -path dashboard/node_modules -prune -o -path dashboard/dist -prune -o -type f -print 2>/dev/null)
STATIC_FILES := $(shell find chatsync -path '*/static/*' -type f 2>/dev/null)

.PHONY: help setup build run test check check-types check-rest bench audit fmt generate lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.make/python: requirements.lock pyproject.toml
	@mkdir -p .make
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --disable-pip-version-check --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# Not `npm ci`: it refuses a lock that does not hold other systems' optional binaries. The versions
# and hashes of the lock hold here too, and --no-save leaves it as it is.
.make/node: dashboard/package.json dashboard/package-lock.json .make/python
	cd dashboard && npm install --no-save --no-audit --no-fund --loglevel=error
	@touch $@

.make/dashboard: .make/node $(DASHBOARD_FILES)
	cd dashboard && npm run --silent build
	@touch $@

.make/words: .make/python $(wildcard locale/*/LC_MESSAGES/*.po)
	$(BIN)/python -m chatsync.config.catalogues compile
	@touch $@

.make/static: .make/dashboard $(STATIC_FILES)
	rm -rf staticfiles
	CHATSYNC_SECRET_KEY=build $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	$(BIN)/python -m servestatic.compress --quiet staticfiles
	@touch $@

setup: .make/python .make/node ## install the locked dependencies

build: .make/words .make/static ## build the dashboard, the catalogues and the static files

run: build ## run the whole product here, demo included (PORT=, SANDBOX_PORT=, DATA=)
	@$(BIN)/chatsync run --port $(PORT) --sandbox-port $(SANDBOX_PORT) --data $(DATA)

.make/browser: .make/python .make/firefox
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; \
	  else $(BIN)/playwright install chromium; fi
	@touch $@

# Firefox is driven as it is installed; where it cannot be, the tests that need it say so and are skipped.
.make/firefox:
	@mkdir -p .make
	@command -v firefox-esr >/dev/null || command -v firefox >/dev/null || \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq firefox-esr || true; fi
	@touch $@

# FriBidi shapes the pictures of landing pages (docs/adr/0023); where it cannot be installed their tests are skipped.
.make/letters: .make/python
	@$(BIN)/python -c "from PIL import features; raise SystemExit(not features.check('raqm'))" || \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libfribidi0 || true; fi
	@touch $@

test: build .make/browser .make/letters ## run all tests, browser tests included
	cd dashboard && npm test --silent
	$(BIN)/pytest --numprocesses 2 --dist loadfile chatsync sandbox tests/architecture tests/tenancy tests/promises tests/wire
	$(BIN)/pytest --numprocesses 2 --dist loadfile tests/chaos tests/proxies tests/journeys

check: build ## static checks and borders
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target check-types check-rest

# Side by side: the types take one core as long as all the rest takes the other.
check-types: build
	$(BIN)/mypy chatsync sandbox bench audit tests conftest.py

check-rest: build
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	CHATSYNC_SECRET_KEY=$$(openssl rand -base64 48) CHATSYNC_BASE_URL=https://chat.example \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/lint-imports
	$(BIN)/djlint --check --lint --quiet chatsync
	$(BIN)/python -m chatsync.config.catalogues check
	cd dashboard && npm run --silent check

# Tools that look from outside; nothing else needs them, so nothing else installs them.
.make/audit: audit/package.json audit/package-lock.json .make/node
	cd audit && PUPPETEER_SKIP_DOWNLOAD=1 npm install --no-save --no-audit --no-fund --loglevel=error
	@touch $@

audit: build .make/browser .make/audit ## headers, accessibility, markup, page speed (URL=, ONLY=; audit/results.json)
	@$(BIN)/python -m audit $(if $(URL),--url $(URL)) $(if $(ONLY),--only $(ONLY))

bench: build ## measure speed and memory (bench/results.json)
	$(BIN)/python -m bench

fmt: .make/python .make/node ## format everything
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .
	-$(BIN)/djlint --reformat --quiet chatsync >/dev/null
	cd dashboard && npm run --silent format

generate: .make/python ## write the dashboard's types from the server's shapes
	$(BIN)/python -m chatsync.config.generate

lock: ## resolve the dependencies of pyproject.toml anew
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock --extra sandbox --extra dev --all-build-deps pyproject.toml

clean: ## remove what was built, keep the data folder
	rm -rf .make .venv dashboard/node_modules dashboard/dist audit/node_modules staticfiles
