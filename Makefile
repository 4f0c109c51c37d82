# Every target sets itself up: all it takes is Python 3.11 or newer with pip, and GNU make.
# The network is needed once, for the set-up, and again when pyproject.toml has changed.

ifndef PYTHON
PYTHON := $(shell for python in python3.11 python3 python3.12 python3.13 python3.14 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$python"; break; }; done)
endif
PORT ?= 8000
# Installed is exactly what requirements/ci.txt says, so that a commit that was green once stays so. LATEST=1 takes the
# newest that the ranges in pyproject.toml allow, as CI does once a day, to see what the next `make lock` would break.
LATEST ?=
# What the benchmark is told, e.g. make bench BENCH="--teams 100 1000 --runs 5", or BENCH="--record" to write its page too;
# two parts tell more by themselves: make bench BENCH="history --files 5000 --commits 10000", or BENCH=frames
BENCH ?=

# The example is built from a repository of its own, in .okrsite/example: content/ with the past that example/past.yml tells.

# How many sequences of edits make edits tries: make edits EDITS=20000
EDITS ?= 5000

# Which slips are tried, and what is printed: make slips SLIPS="--only numbers --show noisy"
SLIPS ?=

# What is fuzzed, and for how long each: make fuzz FUZZ="yaml markdown --seconds 600"
FUZZ ?= --seconds 60

VENV := .venv
BIN := $(VENV)/bin
# An environment is good for one pyproject.toml, one lock, one place on the disk (its scripts hold that path) and one Python.
STAMP := $(VENV)/.okrsite-$(shell { cat pyproject.toml $(if $(LATEST),,requirements/ci.txt); pwd; "$(PYTHON)" --version; } 2>&1 | cksum | cut -d ' ' -f 1)

# Bundles and checks the script of the pages. Node comes with the environment, so that none has to be installed; what runs
# on it comes from npm, exactly as frontend/package-lock.json says.
NPM := cd frontend && PATH="$(CURDIR)/$(BIN):$$PATH" ../$(BIN)/npm
NPM_STAMP := frontend/node_modules/.okrsite-$(shell cat frontend/package.json frontend/package-lock.json frontend/.npmrc | cksum | cut -d ' ' -f 1)

# Prints the browser of the tests marked "browser", if there is one: Chromium without windows rather than the whole of it,
# which draws a window around each page that nobody sees, and takes half as much again for that.
FIND_CHROMIUM = for browser in "$(OKRSITE_CHROMIUM)" chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable \
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do \
	[ -n "$$browser" ] && command -v "$$browser" && break; done

# Prints where the tests write: into memory where there is room (a container has 64 MB there, as a rule) and programs may
# be run. They make and remove very many files, and a disk that is told of each one takes longer than much of what is tried.
FIND_TEMPORARY = if [ -n "$${TMPDIR:-}" ] || [ ! -w /dev/shm ] || grep -qs ' /dev/shm .*noexec' /proc/mounts; then echo "$${TMPDIR:-/tmp}"; \
	else df -Pk /dev/shm | awk '$$6 == "/dev/shm" && $$4 > 4000000 { memory = $$6 } END { print memory ? memory : "/tmp" }'; fi

.PHONY: help site serve test checks lint types words script frontend unit properdocs chromium firefox servers bench edits slips fuzz lock newer sbom audit format clean
ifndef SIDE_BY_SIDE
.NOTPARALLEL:
endif

help:
	@echo "make site     build the example site into site/"
	@echo "make serve    show it with live preview on http://127.0.0.1:$(PORT)/"
	@echo "make test     lint, types, tests, and the same site built by ProperDocs"
	@echo "make script   bundle the script of the pages from frontend/src/"
	@echo "make words    bring the catalogues of all languages up to what the source says"
	@echo "make bench    measure it beside stock Material for MkDocs and Hugo (hours; BENCH=\"--teams 100\": minutes)"
	@echo "make edits    compare builds after many more sequences of edits with cold ones (an hour)"
	@echo "make slips    make each slip of a table at every place of the example, and count what is lost in silence (an hour; SLIPS=\"--alike 1\": one of each shape; \"--some 5\": some minutes)"
	@echo "make fuzz     look for input that breaks a promise (Linux)"
	@echo "make lock     lock newer versions of what these targets, CI and the image install"
	@echo "make newer    list what is installed and not what is locked (after LATEST=1)"
	@echo "make sbom     print what that is, as CycloneDX JSON"
	@echo "make audit    look it up among known vulnerabilities"
	@echo "make format   put the code into its usual form"
	@echo "make clean    remove everything that these targets made"

site: $(STAMP)
	$(BIN)/python -m example .okrsite/example
	$(BIN)/okrsite build --strict -f .okrsite/example/mkdocs.yml -o site
	@echo
	@echo "The site is in site/. To see it: make serve"

serve: $(STAMP)
	$(BIN)/okrsite serve --port $(PORT)

# One after the other, so that with --keep-going the tests run whatever the first ones say.
test: checks unit

# What isn't pytest's takes one processor each time: two at once, when all is set up, the longest first. ProperDocs builds
# the example in tests/site/test_properdocs.py.
checks: $(STAMP) $(NPM_STAMP)
	@$(MAKE) --no-print-directory -j 2 SIDE_BY_SIDE=1 types lint frontend

lint: $(STAMP) $(NPM_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint okrsite/theme theme
	$(BIN)/python -m translation --check
	$(BIN)/oxlint --config frontend/.oxlintrc.json frontend
	$(NPM) run --silent css

types: $(STAMP) $(NPM_STAMP)
	$(BIN)/mypy
	$(NPM) run --silent types

words: $(STAMP)
	$(BIN)/python -m translation

script: $(STAMP) $(NPM_STAMP)
	$(NPM) run --silent bundle

frontend: $(STAMP) $(NPM_STAMP)
	$(NPM) run --silent bundle -- --check
	$(NPM) run --silent test

unit: $(STAMP) chromium firefox servers
	@# By file, so that what the tests of a file share (built sites above all) is made once, not once for each worker; in
	@# the order of tests/conftest.py, slow ones first, and not as xdist would have it: files of many tests are quick ones.
	@# Each worker imports all tests, so what Python compiles of them is kept, even where an image says that nothing shall be.
	@echo "$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder"
	@OKRSITE_CHROMIUM="$$($(FIND_CHROMIUM))" TMPDIR="$$($(FIND_TEMPORARY))" PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

properdocs: $(STAMP)
	@out="$$(mktemp -d)" && trap 'rm -rf "$$out"' EXIT && \
	echo "$(BIN)/properdocs build --strict -f mkdocs.yml" && \
	$(BIN)/properdocs build --strict -f mkdocs.yml -d "$$out/site"

# Installs Chromium with apt where that is possible without asking anybody; only CI insists on it.
chromium:
	@found() { [ -n "$$($(FIND_CHROMIUM))" ]; }; \
	if found; then exit 0; fi; \
	sudo=none; \
	if [ "$$(id -u)" = 0 ]; then sudo=; elif sudo -n true >/dev/null 2>&1; then sudo="sudo -n"; fi; \
	if [ "$$sudo" != none ] && command -v apt-get >/dev/null 2>&1; then \
		echo "No Chromium here: installing it with apt-get."; \
		{ $$sudo apt-get update -q && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium; } \
			|| echo "apt-get could not install Chromium."; \
	fi; \
	if found; then exit 0; fi; \
	echo; \
	echo "****************************************************************"; \
	echo "*  NO CHROMIUM: the browser tests will be SKIPPED.             *"; \
	echo "*  Install chromium, or name one: make test OKRSITE_CHROMIUM=… *"; \
	echo "****************************************************************"; \
	echo; \
	if [ "$${CI:-}" = true ]; then echo "CI=true: skipping them is not good enough here." >&2; exit 1; fi

# The servers that the headers are written for: in CI only, because on somebody's own machine one would start to serve.
servers:
	@if [ "$${CI:-}" != true ] || { command -v nginx && command -v caddy; } >/dev/null; then exit 0; fi; \
	sudo=none; \
	if [ "$$(id -u)" = 0 ]; then sudo=; elif sudo -n true >/dev/null 2>&1; then sudo="sudo -n"; fi; \
	if [ "$$sudo" != none ] && command -v apt-get >/dev/null 2>&1; then \
		echo "No nginx or no Caddy here: installing them with apt-get."; \
		{ $$sudo apt-get update -q && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends nginx caddy; } \
			|| echo "apt-get could not install them."; \
	fi; \
	if { command -v nginx && command -v caddy; } >/dev/null; then exit 0; fi; \
	echo "NO NGINX OR NO CADDY. CI=true: skipping what is tried on them is not good enough here." >&2; exit 1

# A second browser for the offline copy, in CI only: without it a few tests are skipped, and say so.
firefox:
	@if [ "$${CI:-}" != true ] || { command -v firefox-esr || command -v firefox; } >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		echo "No Firefox here: installing it with apt-get."; \
		{ apt-get update -q && env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends firefox-esr; } \
			|| echo "apt-get could not install Firefox."; \
	fi

bench: $(STAMP)
	$(BIN)/python -m benchmarks $(BENCH)

edits: $(STAMP)
	OKRSITE_SEQUENCES=$(EDITS) $(BIN)/pytest -q tests/pages/test_incremental_builds.py

slips: $(STAMP)
	$(BIN)/python tests/slips/trying.py $(SLIPS)

fuzz: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fuzz]'
	$(BIN)/python tests/fuzz/fuzzing.py $(FUZZ)

# The newest versions that the ranges allow, for every system and Python that okrsite supports, with their hashes.
LOCK = UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --upgrade --python-version 3.11 --generate-hashes
lock: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(LOCK) pyproject.toml requirements/build.in -o requirements/site.txt
	$(BIN)/python requirements/constraints.py
	$(LOCK) --extra dev -c requirements/site.txt pyproject.toml requirements/build.in -o requirements/ci.txt
	$(LOCK) requirements/audit.in -o requirements/audit.txt
	$(NPM) update --package-lock-only

newer: $(STAMP)
	@$(BIN)/python requirements/newer.py

sbom: $(STAMP)
	@$(BIN)/python requirements/sbom.py

# Asks a database on the network, so it is no part of `make test`. Strict: what could not be looked up counts as a finding.
audit: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/audit.txt
	@$(BIN)/pip-audit --strict --timeout 15 --progress-spinner off --require-hashes --disable-pip -r requirements/ci.txt || { echo; \
		echo "The audit failed: a package above is vulnerable, or the database could not be asked about all of them."; \
		echo "In the second case nothing is known about any: run it again where the network is open."; exit 1; } >&2

format: $(STAMP)
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) site site.* .site* public build dist .okrsite .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache \
		test-results benchmarks/work benchmarks/results.json
	rm -rf frontend/node_modules
	find . -path ./.git -prune -o -type d \( -name __pycache__ -o -name '*.egg-info' \) -prune -exec rm -rf {} +

# Where Python has no ensurepip (Debian without python3-venv), the pip beside it fills the environment.
$(STAMP):
	@if [ -z "$(PYTHON)" ]; then \
		echo "okrsite needs Python 3.11 or newer, and found $$(command -v python3 >/dev/null && python3 --version 2>&1 || echo none)." >&2; \
		echo "Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; fi
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "okrsite needs Python 3.11 or newer; $(PYTHON) is: $$("$(PYTHON)" --version 2>&1)." >&2; \
		echo "Name another one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Setting up $(VENV) with $$("$(PYTHON)" --version)."
	@rm -rf $(VENV)
	@"$(PYTHON)" -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV) && "$(PYTHON)" -m venv --without-pip $(VENV) && \
		"$(PYTHON)" -m pip --quiet --python $(BIN)/python install pip; } || { rm -rf $(VENV); \
		echo "Could not make a virtual environment: Python's venv and pip are needed (on Debian: python3-venv)." >&2; exit 1; }
ifeq ($(LATEST),)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/ci.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
else
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
endif
	@touch $@

$(NPM_STAMP): $(STAMP)
	@rm -rf frontend/node_modules
	$(NPM) $(if $(LATEST),install --no-package-lock,ci)
	@touch $@
