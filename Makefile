# make setup  environment, model and index      make run   setup, then the app on 127.0.0.1:8501
# make test   ruff, mypy, pytest, the gate      make bench the measurements of docs/quality.md
# The first Python of 3.11 or 3.12 on the path; another one: make setup PYTHON=/path/to/python3.11
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))
PYTHON ?= $(shell for python in python3.11 python3.12 python3; do \
	$$python -c '$(FITS)' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
SAY := @echo "NoticeDesk:"
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: setup run test bench clean

setup: $(VENV)/.ready
	$(SAY) "bringing model and index level with the corpus (minutes on the first run)"
	$(BIN)/python cli.py index
	$(SAY) "ready; make run starts the app"

run: $(VENV)/.ready
	$(BIN)/python serve.py

test: $(VENV)/.ready-dev
	$(SAY) "1 of 4, lint"
	$(BIN)/ruff check .
	$(SAY) "2 of 4, layout of the code"
	$(BIN)/ruff format --check .
	$(SAY) "3 of 4, types"
	$(BIN)/mypy .
	$(SAY) "4 of 4, tests"
	$(BIN)/python -m pytest

bench: $(VENV)/.ready-dev
	$(BIN)/python cli.py bench retrieval
	$(BIN)/python cli.py eval

$(VENV)/.ready: requirements.txt constraints.txt
	@"$(PYTHON)" -c '$(FITS)' 2>/dev/null || { \
	  echo "NoticeDesk needs Python 3.11 or 3.12; found: $(or $(PYTHON),none). Install one, or name" \
	    "it: make setup PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(SAY) "making the environment in $(VENV) with $(PYTHON) (minutes on the first run)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --progress-bar off -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.txt
	$(SAY) "adding the tools of the tests to $(VENV)"
	$(BIN)/pip install --progress-bar off -q -r requirements-dev.txt -c constraints.txt
	@touch $@

clean:
	rm -rf $(VENV) data
