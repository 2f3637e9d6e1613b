# make setup  environment, model and index      make run   setup, then the app on 127.0.0.1:8501
# make test   ruff, mypy, pytest, the gate      make bench the measurements of docs/quality.md
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: setup run test bench clean

setup: $(VENV)/.ready
	$(BIN)/python cli.py index

run: $(VENV)/.ready
	$(BIN)/python serve.py

test: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/python -m pytest

bench: $(VENV)/.ready-dev
	$(BIN)/python cli.py bench retrieval
	$(BIN)/python cli.py eval

$(VENV)/.ready: requirements.txt constraints.txt
	@echo "NoticeDesk: making the Python environment in $(VENV) (minutes on the first run)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --progress-bar off -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.txt
	$(BIN)/pip install --progress-bar off -q -r requirements-dev.txt -c constraints.txt
	@touch $@

clean:
	rm -rf $(VENV) data
