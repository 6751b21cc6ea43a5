# Two commands to begin with: `make run` serves, `make test` tests. `make help` lists the rest.
# Everything lives in .venv; nothing outside the checkout is touched.

PYTHON ?= python3
IN_VENV := .venv/bin/python -m
UV := env -u VIRTUAL_ENV UV_PROJECT_ENVIRONMENT=.venv $(IN_VENV) uv

.DEFAULT_GOAL := help
.PHONY: help run migrate install test check format accuracy bench-parse bench-bulk bench-query chaos fuzz clean

help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile

run: .venv/uv ## Install what serving needs, then serve on http://127.0.0.1:8000
	@$(UV) sync --quiet --frozen --no-dev --extra embedded --inexact --compile-bytecode
	@exec $(IN_VENV) app serve

migrate: .venv/uv ## Bring the database up to date, and start nothing
	@$(UV) sync --quiet --frozen --no-dev --extra embedded --inexact
	@exec $(IN_VENV) app migrate

install: .venv/uv ## Install what the service and its development need
	@$(UV) sync --quiet --frozen --all-extras --inexact --compile-bytecode

test: install ## Run the tests, a file to a process, in two processes; the files of few slow tests begin
	@exec $(IN_VENV) pytest -n 2 --dist loadfile --no-loadscope-reorder

check: install ## Check form, types, layers and the lock file
	$(IN_VENV) ruff check .
	$(IN_VENV) ruff format --check .
	$(IN_VENV) mypy
	.venv/bin/lint-imports
	$(UV) lock --check

format: install ## Put the code into form, and .env.example up to date
	$(IN_VENV) scripts.env_example > .env.example
	$(IN_VENV) ruff check --fix .
	$(IN_VENV) ruff format .

accuracy: install ## Measure the parser against the labelled pages
	@exec .venv/bin/python benchmarks/accuracy.py

bench-parse: install ## Measure the parser's speed beside its peers
	@$(UV) sync --quiet --frozen --all-extras --all-groups --inexact
	@exec .venv/bin/python benchmarks/bench_parse.py

bench-bulk: install ## Measure bulk ingest beside plain COPY of the same rows
	@exec .venv/bin/python benchmarks/bench_bulk.py

bench-query: install ## Measure queries of 1 and 4 million entries: SIZES=, PARTS=, CALLS=, RUN_SECONDS=, DIRECTORY= choose
	@exec $(IN_VENV) benchmarks.query $(if $(SIZES),--sizes $(SIZES)) $(if $(PARTS),--parts $(PARTS)) \
		$(if $(CALLS),--calls $(CALLS)) $(if $(RUN_SECONDS),--seconds $(RUN_SECONDS)) $(if $(DIRECTORY),--directory $(DIRECTORY))

chaos: install ## Kill the service, a worker and Postgres 51 times while clients upload, and count what is there
	@exec .venv/bin/python benchmarks/chaos.py

fuzz: install ## Throw 200,000 mutated pages at the parser
	@exec .venv/bin/python benchmarks/fuzz_parse.py

clean: ## Remove what was installed and built, but no data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache dist

.venv/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12 ...")'
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@$(IN_VENV) uv --version >/dev/null 2>&1 || $(IN_VENV) pip install --quiet --disable-pip-version-check uv
	@touch .venv/uv
