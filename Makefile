# Everything happens in .venv, which the first target that needs it makes. Needs Python 3.11 or later, with pip and venv.

PYTHON ?= python3
# What `make run` plays where there is no terminal.
SCENARIO ?= model-weight-theft

BIN := .venv/bin
PIP := -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
INSTALL := $(BIN)/python $(PIP)

.PHONY: run test test-slow check bench library clean

run: .venv/installed  ## open the library; without a terminal the playbook plays one scenario by itself
	@if test -t 0 && test -t 1; then $(BIN)/tabletop; else $(BIN)/tabletop run $(SCENARIO); fi

test: check  ## everything that must hold before a change is taken in
	$(BIN)/python -m pytest -n auto

test-slow: .venv/installed-for-tests  ## the world against queueing theory and other proofs that take a minute
	$(BIN)/python -m pytest -n auto -m slow

check: .venv/installed-for-tests  ## style, format, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/installed-for-tests .venv-rivals/installed  ## how fast it is, on this machine, also beside others
	$(BIN)/python -m tests.benchmarks.bench
	.venv-rivals/bin/python -m tests.benchmarks.rivals

library: .venv/installed-for-tests  ## the pages of the library anew, from the library; takes some minutes
	PYTHONPATH=. $(BIN)/python docs/pictures/library.py

clean:  ## all that can be made again; records of exercises stay
	rm -rf .venv .venv-rivals build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find simulator tests -name __pycache__ -prune -exec rm -rf {} +

# The build backend is installed like everything else, so that its version is held too.
.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(INSTALL) hatchling editables
	$(INSTALL) --no-build-isolation --editable .
	touch $@

# What we compare ourselves with, and ours in the same interpreter. One that cannot be installed is left out; its
# line of the table says so.
RIVALS := tests/benchmarks/rivals/requirements.txt

.venv-rivals/installed: pyproject.toml constraints.txt $(RIVALS)
	$(PYTHON) -m venv .venv-rivals
	.venv-rivals/bin/python $(PIP) hatchling editables
	.venv-rivals/bin/python $(PIP) --no-build-isolation --editable .
	for rival in $$(grep -v '^#' $(RIVALS)); do .venv-rivals/bin/python $(PIP) $$rival || true; done
	touch $@

.venv/installed-for-tests: .venv/installed
	$(INSTALL) --no-build-isolation --editable ".[test]"
	touch $@
