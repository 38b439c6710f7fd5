# Inkoopwijzer. `make` alone prints what there is; `make demo` and `make test` work in a fresh clone.
# Needs: python3 >= 3.11 with pip, make, git. Another Python: make demo PY=python3.12

PY   ?= python3
JOBS ?= 2
ARGS ?=

BIN := .venv/bin
PIP := $(PY) -m pip --disable-pip-version-check --no-input --python .venv/bin/python
CODE = $(wildcard src tests bench tools)

export PYTHONUTF8 = 1
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test check bench format lock docs mutants oracle executors clean python

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

demo: .venv/.package ## Assess the example practices and a whole market, print the tables, write the reports
	@mkdir -p demo
	$(BIN)/inkoopwijzer assess examples/*.yaml --html demo $(ARGS)
	$(BIN)/inkoopwijzer market make demo/markt --practices 500 --seed 2027 --region demo
	$(BIN)/inkoopwijzer market assess demo/markt --agreement fysiotherapie
	$(BIN)/inkoopwijzer market report demo/markt --agreement fysiotherapie --norm p70_2025=110 \
	  --sweep p70_2025 --from 95 --to 125 --out demo/markt.html --tables demo/markt-tabellen

test: .venv/.dev .venv/.package ## Run the tests (choose with ARGS="-k words")
	$(BIN)/python -m pytest -n $(JOBS) -q -rs $(ARGS)

check: .venv/.dev .venv/.package ## Check format, style, types, the import rule and the house rules
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -rs tests/house

bench: .venv/.bench .venv/.package ## Measure against peers and floors, print the ratios
	$(BIN)/python -m bench $(ARGS)

format: .venv/.dev ## Format the code, repair what ruff can repair
	$(BIN)/ruff check --fix-only $(CODE)
	$(BIN)/ruff format $(CODE)

docs: .venv/.dev .venv/.package ## Regenerate the generated reference
	$(BIN)/python -m tools.docs $(ARGS)
	$(BIN)/python -m tests.expressiveness.page
	$(BIN)/python -m tools.tutorial
	$(BIN)/python -m tests.cli.what_if_page

mutants: .venv/.dev .venv/.package ## Change each rule a little; the scenarios must notice each change
	$(BIN)/python -m tools.mutants $(ARGS)

executors: .venv/.dev .venv/.package ## Hold arrays and exported SQL against the interpreter, on a whole market
	$(BIN)/python -m tools.executors $(ARGS)

oracle: .venv/.dev .venv/.package ## Compare the interpreter with all completions of the unknown facts
	$(BIN)/python -m tools.oracle $(ARGS)

# ---- environments ---------------------------------------------------------------------------------------
# --without-pip works where Debian's python3-venv is missing; `pip --python` installs from outside and so
# gets round "externally managed environment". Versions and hashes come from the locks, nothing else.

python:
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Inkoopwijzer needs Python 3.11 or newer; '$(PY)' is: $$($(PY) --version 2>&1 || true)." >&2; \
	  echo "Name another one: make $(MAKECMDGOALS) PY=python3.12" >&2; exit 1; }
	@$(PY) -m pip --version >/dev/null 2>&1 || { \
	  echo "'$(PY)' has no pip. Install it (Debian, Ubuntu: apt install python3-pip) or name another" >&2; \
	  echo "Python: make $(MAKECMDGOALS) PY=python3.12" >&2; exit 1; }
	@$(PY) -c 'import pip, sys; sys.exit(tuple(map(int, pip.__version__.split(".")[:2])) < (22, 3))' || { \
	  echo "The pip of '$(PY)' is older than 22.3: $(PY) -m pip install --upgrade pip" >&2; exit 1; }

.venv/.core: requirements/core.lock | python
	@echo "Building .venv (once)"
	@$(PY) -m venv --without-pip --clear .venv
	@$(PIP) install -qq --require-hashes -r requirements/core.lock
	@touch $@

.venv/.package: .venv/.core pyproject.toml | python
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.core requirements/dev.lock | python
	@echo "Installing the tools of test and check (once)"
	@$(PIP) install -qq --require-hashes -r requirements/dev.lock
	@touch $@

.venv/.bench: .venv/.dev requirements/bench.lock | python
	@echo "Installing the peers of bench (once)"
	@$(PIP) install -qq --require-hashes -r requirements/bench.lock
	@touch $@

# ---- locks ------------------------------------------------------------------------------------------------
# dev builds on core and bench on dev, so that one environment can hold all three.

COMPILE = .venv-lock/bin/python -m uv pip compile -q --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header --no-annotate $(ARGS)

lock: | python ## Renew the locks from requirements/*.in (all newest: ARGS=--upgrade)
	@$(PY) -m venv --without-pip --clear .venv-lock
	@$(PY) -m pip --disable-pip-version-check --no-input --python .venv-lock/bin/python install -qq uv
	$(COMPILE) requirements/core.in -o requirements/core.lock
	$(COMPILE) requirements/dev.in -c requirements/core.lock -o requirements/dev.lock
	$(COMPILE) requirements/bench.in -c requirements/dev.lock -o requirements/bench.lock
	@! grep -n '://' requirements/*.lock || { echo "A lock names an address (see above)." >&2; exit 1; }

clean: ## Remove environments, caches and what runs wrote
	rm -rf .venv .venv-lock .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis \
	  build dist demo test-results
	find src tests $(wildcard bench tools) -name __pycache__ -type d -prune -exec rm -rf {} +
