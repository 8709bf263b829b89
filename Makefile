# What contributors do, each target with its own set-up. Python 3.11 or newer and make are all it needs.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DIPLOGRAPH := $(BIN)/diplograph

.PHONY: help run test test-fast check format clean

help:  ## say what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /	/' | expand -t 14

run: $(VENV)/.run  ## check an example against its documents, build the graph, validate it, ask three questions
	@echo "Two invented year books, each value against the words that it cites"
	@echo "($(DIPLOGRAPH) --project examples/year-books validate)"
	@echo; $(DIPLOGRAPH) --project examples/year-books validate
	@echo; echo "A deliberate mistake: 9 November where the year book has 8"
	@echo "($(DIPLOGRAPH) --project examples/year-books validate examples/year-books/mistake.ttl)"
	@echo; $(DIPLOGRAPH) --project examples/year-books validate examples/year-books/mistake.ttl; \
		test $$? -eq 1 || { echo "the mistake was not caught" >&2; exit 1; }
	@echo; echo "The graph of two articles  ($(DIPLOGRAPH) build; $(DIPLOGRAPH) validate)"
	@echo; $(DIPLOGRAPH) build
	@echo; $(DIPLOGRAPH) validate
	@echo; echo "Who visited Egypt, in which office and when?  ($(DIPLOGRAPH) query visits --set host=state/egypt)"
	@echo; $(DIPLOGRAPH) query visits --set host=state/egypt
	@echo; echo "How did trade go?  ($(DIPLOGRAPH) query trade)"
	@echo; $(DIPLOGRAPH) query trade
	@echo; echo "ما المعاهدات والاتفاقيات، وماذا جرى بشأنها؟  ($(DIPLOGRAPH) query treaties --lang ar)"
	@echo; $(DIPLOGRAPH) query treaties --lang ar
	@echo; echo "The graph is in build/graph.nq, its counts are in build/report.json."
	@echo "What can be asked: $(DIPLOGRAPH) queries"

test: $(VENV)/.dev  ## run all tests
	@$(BIN)/python -m pytest -n 2 --dist worksteal

test-fast: $(VENV)/.dev  ## run the tests that take no more than a few seconds each
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m 'not slow'

check: $(VENV)/.dev  ## lint, format, types, layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.dev  ## put the code into the shape that `make check` wants
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean:  ## remove what the targets above made
	@rm -rf $(VENV) build examples/*/build

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "diplograph needs Python 3.11 or newer; say which with: make PYTHON=python3.12 run" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv" >&2; exit 2; }

$(VENV)/.run: pyproject.toml $(BIN)/python
	@echo "setting up $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml $(BIN)/python
	@echo "setting up $(VENV) with what the tests need"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.run
