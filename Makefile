# `make neck` renders a session, `make test` runs the tests. Both set up .venv first, if needed: with uv when it is on
# the PATH, else with python and pip, and with the versions in constraints.txt.
# Another Python: `make PYTHON=python3.12 test`. Some tests only: `make TESTS=tests/audio test`.
# The newest versions, in an environment of their own: `make VENV=.venv-newest CONSTRAINTS= test`.
PYTHON ?= python3
VENV ?= .venv
CONSTRAINTS ?= constraints.txt
TESTS ?= tests
BIN := $(VENV)/bin
SOURCES := pyproject.toml $(CONSTRAINTS)
# work stealing keeps a file's tests together, and so the sessions that they share
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal

# without compiled files, each of the tests' several hundred processes would compile all that it imports, once more
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help test long lint js check docs constraints clean

help:
	@echo "make NAME         render output/NAME.mp3, such as: make neck, make knots"
	@echo "make test         run the tests, but for those that take long"
	@echo "make long         run those"
	@echo "make lint         ruff, mypy, and whether the docs are current"
	@echo "make js           whether the types of the pages' scripts fit (jsconfig.json); needs npm"
	@echo "make check        lint and test, and measure what the tests cover"
	@echo "make docs         write the pages in docs/ that come from the code"
	@echo "make constraints  write constraints.txt anew, with the newest versions that pyproject.toml allows"
	@echo "make clean        remove environments and caches; sessions in output/ stay"

# the profile has no deadlines, and the same examples each time: a slow or unlucky day is no failure
test: $(VENV)/ready-test
	$(PYTEST) --hypothesis-profile ci -m "not long" $(TESTS)

# 5 is pytest's answer where no test is marked so
long: $(VENV)/ready-test
	$(PYTEST) --hypothesis-profile ci -m long $(TESTS) || test $$? -eq 5

lint: $(VENV)/ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python docs/generate.py --check

js:
	@if command -v npm >/dev/null; then npm exec --yes --package typescript@5.9 -- tsc --project jsconfig.json; \
	  else echo "there is no npm, so the types of the pages' scripts were not looked at"; fi

check: lint
	PYTEST_ADDOPTS="$$PYTEST_ADDOPTS --cov" $(MAKE) test

docs: $(VENV)/ready-test
	$(BIN)/python docs/generate.py

# setuptools is what docopt, which has no wheel, is built with; macOS's packages name the releases of its kernel, and
# pip cannot read some of other systems' kernels to compare
constraints: .venv-uv/bin/uv
	echo setuptools | .venv-uv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.10 --extra test \
	  --no-annotate --custom-compile-command "make constraints" --output-file constraints.txt pyproject.toml - >/dev/null
	sed -E "s/platform_release [<>=]+ '[0-9.]+' and //g" constraints.txt >constraints.new && mv constraints.new constraints.txt

clean:
	rm -rf .venv .venv-* .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache

$(VENV)/ready: $(SOURCES)
	@if command -v uv >/dev/null; then uv venv -q --allow-existing --python $(PYTHON) $(VENV); else $(PYTHON) -m venv $(VENV); fi
	@echo "setting up $(VENV) (once)"
	@$(call install,.)
	@touch $@

$(VENV)/ready-test: $(VENV)/ready
	@echo "adding what the tests need (once)"
	@$(call install,'.[test]')
	@touch $@

.venv-uv/bin/uv:
	$(PYTHON) -m venv .venv-uv
	.venv-uv/bin/pip install -q --disable-pip-version-check uv

# what builds a package is constrained, too: older versions of pip read the one variable for that, newer ones the other
install = if command -v uv >/dev/null; \
  then uv pip install -q --python $(BIN)/python $(if $(CONSTRAINTS),-c $(CONSTRAINTS) --build-constraints $(CONSTRAINTS)) -e $(1); \
  else $(if $(CONSTRAINTS),PIP_CONSTRAINT=$(CONSTRAINTS) PIP_BUILD_CONSTRAINT=$(CONSTRAINTS)) \
    $(BIN)/python -m pip install -q --disable-pip-version-check -e $(1); fi

# every other goal is a script: `make neck`
%: $(VENV)/ready
	@$(BIN)/voiceroutine make $@

Makefile $(sort pyproject.toml constraints.txt $(CONSTRAINTS)): ;
