# `make neck` renders a session, `make test` runs the tests. Both set up .venv first, if needed:
# with uv when it is on the PATH, else with python and pip. Python: `make PYTHON=python3.12 test`.
PYTHON ?= python3
BIN := .venv/bin
SOURCES := pyproject.toml

.PHONY: help test check docs clean

help:
	@echo "make NAME    render output/NAME.mp3, such as: make neck, make knots"
	@echo "make test    run the tests"
	@echo "make check   ruff, mypy, and whether the docs are current"
	@echo "make docs    write the pages in docs/ that come from the code"
	@echo "make clean   remove .venv and caches; sessions in output/ stay"

test: .venv/ready-test
	$(BIN)/python -m pytest

check: .venv/ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python docs/generate.py --check

docs: .venv/ready-test
	$(BIN)/python docs/generate.py

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache

.venv/ready: $(SOURCES)
	@command -v uv >/dev/null && uv venv -q --allow-existing --python $(PYTHON) .venv || $(PYTHON) -m venv .venv
	@echo "setting up .venv (once)"
	@command -v uv >/dev/null && uv pip install -q --python $(BIN)/python -e . || $(BIN)/python -m pip install -q --disable-pip-version-check -e .
	@touch $@

.venv/ready-test: .venv/ready
	@echo "adding what the tests need (once)"
	@command -v uv >/dev/null && uv pip install -q --python $(BIN)/python -e '.[test]' || $(BIN)/python -m pip install -q --disable-pip-version-check -e '.[test]'
	@touch $@

# every other goal is a script: `make neck`
%: .venv/ready
	@$(BIN)/voiceroutine make $@

Makefile: ;
