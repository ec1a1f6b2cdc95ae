# Everything happens in .venv, which the first target that needs it makes. Needs Python 3.11 or later, with pip and venv.

PYTHON ?= python3
# What `make run` plays where there is no terminal.
SCENARIO ?= model-weight-theft
# How many sessions the monkey plays, and the first one's seed.
SESSIONS ?= 300
SEED ?= 1

BIN := .venv/bin
PIP := -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
INSTALL := $(BIN)/python $(PIP)
# What the package is built with, installed like everything else, so that its version is held too.
BUILD := hatchling editables Cython setuptools
SOURCES := $(shell find simulator scenarios playbooks -type f -not -path '*/__pycache__/*')

.PHONY: run test test-slow test-siege test-installed test-wheel check bench library heldout clean

run: .venv/installed  ## open the library; without a terminal the playbook plays one scenario by itself
	@if test -t 0 && test -t 1; then $(BIN)/tabletop; else $(BIN)/tabletop run $(SCENARIO); fi
	@echo 'The command is $(BIN)/tabletop here. To type tabletop in this shell: . $(BIN)/activate' >&2

test: check  ## everything that must hold before a change is taken in
	$(BIN)/python -m pytest -n auto --dist worksteal

test-slow: .venv/installed-for-tests  ## the world against queueing theory and other proofs that take a minute
	$(BIN)/python -m pytest -n auto --dist worksteal -m slow

test-siege: .venv/installed-for-tests  ## a monkey at a real terminal, for hours; SEED plays others, or one again
	PYTHONPATH=. nice $(BIN)/python -m tests.siege.monkey --sessions $(SESSIONS) --bursts 100 --seed $(SEED)

test-installed: .venv-rivals/checked  ## the world's own tests where it is compiled, and says where it reads astray
	cd .venv-rivals/checkout && PYTHONSAFEPATH=1 PYTHONPATH=../checked ../bin/python -m pytest -c ../../pyproject.toml --rootdir . -n auto \
		-p no:cacheprovider tests/world tests/plan tests/study tests/exercise tests/journal

# Its sources as the wheels of .github/workflows are tested with: nothing but the wheel holds the program there.
BESIDE := tests docs scenarios playbooks pyproject.toml README.md CONTRIBUTING.md .pre-commit-hooks.yaml
test-wheel:  ## what `pip install .` makes with $(PYTHON), from an environment of its own, and the tests for it
	rm -rf build/wheel
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/python $(PIP) ".[test]"
	build/wheel/venv/bin/tabletop --version
	mkdir build/wheel/beside
	cp -R $(BESIDE) build/wheel/beside
	cd build/wheel/beside && ../venv/bin/python -m pytest -n auto @tests/installed.txt

check: .venv/installed-for-tests  ## style, format, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv-rivals/installed  ## how fast it is, on this machine, also beside others
	$(COMPARED) -m tests.benchmarks.bench
	$(COMPARED) -m tests.benchmarks.rivals

library: .venv/installed-for-tests  ## the pages of the library anew, from the library; takes some minutes
	PYTHONPATH=. $(BIN)/python docs/pictures/law.py
	PYTHONPATH=. $(BIN)/python docs/pictures/library.py

heldout: .venv/installed-for-tests  ## how the bundled medians fare with incidents that were held out; some minutes
	PYTHONPATH=. $(BIN)/python -m tests.library.heldout

clean:  ## all that can be made again; records of exercises stay
	rm -rf .venv .venv-rivals build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find simulator tests -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/python:
	$(PYTHON) -m venv .venv

# As users have it: with the rooms where a study spends its time compiled, if there is a C compiler. Tests want the
# sources instead, and the two take each other's place.
.venv/installed: pyproject.toml constraints.txt hatch_build.py $(SOURCES) | .venv/bin/python
	$(INSTALL) $(BUILD)
	$(INSTALL) --no-build-isolation .
	rm -f .venv/installed-for-tests
	touch $@

.venv/installed-for-tests: pyproject.toml constraints.txt | .venv/bin/python
	$(INSTALL) $(BUILD)
	$(INSTALL) --no-build-isolation --editable ".[test]"
	rm -f .venv/installed
	touch $@

# What we compare ourselves with, and ours as users have it; of the checkout only the benchmarks. A rival that cannot
# be installed is left out; its line of the table says so.
RIVALS := tests/benchmarks/rivals/requirements.txt
COMPARED = PYTHONSAFEPATH=1 PYTHONPATH=.venv-rivals/checkout .venv-rivals/bin/python

.venv-rivals/installed: pyproject.toml constraints.txt hatch_build.py $(SOURCES) $(RIVALS)
	$(PYTHON) -m venv .venv-rivals
	.venv-rivals/bin/python $(PIP) $(BUILD)
	.venv-rivals/bin/python $(PIP) --no-build-isolation ".[test]"
	for rival in $$(grep -v '^#' $(RIVALS)); do .venv-rivals/bin/python $(PIP) $$rival || true; done
	mkdir -p .venv-rivals/checkout
	for part in tests docs scenarios playbooks; do ln -sfn ../../$$part .venv-rivals/checkout/$$part; done
	touch $@

# The program of users trusts what its tests found: there no place in the kernel's columns is checked.
.venv-rivals/checked: .venv-rivals/installed
	rm -rf $@
	TABLETOP_CHECKED=1 .venv-rivals/bin/python $(PIP) --no-build-isolation --no-deps --target $@ .
