# Needs make and python3 (3.11 or later). `make` alone lists the targets.

RUN = .venv/bin/python -m

.PHONY: help setup up down demo test check docs clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

setup: ## make .venv and install everything in it (once)
	@PYTHON="$(PYTHON)" sh tools/setup.sh

up: setup ## start a node: database, pages, worker; a demonstration at the first start
	@.venv/bin/amont up $(if $(PORT),--port $(PORT)) $(if $(HOME_FOLDER),--home $(HOME_FOLDER)) $(UP)

down: ## stop the node
	@.venv/bin/amont down $(if $(HOME_FOLDER),--home $(HOME_FOLDER))

demo: setup ## simulate three years of trade, screen it, open the report
	@sh tools/demo.sh

check: setup ## the laws of the house: style, types, layers (under a minute)
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy
	@.venv/bin/lint-imports --no-logo
	@$(RUN) tools.permissions --check
	@$(RUN) pytest tests/test_architecture.py

test: check ## the laws, then every test (installs Chromium where it may)
	@sh tools/chromium.sh
	@$(RUN) pytest -n 2 --dist loadfile

docs: setup ## write the generated pages of docs/ again
	@$(RUN) tools.docs
	@$(RUN) tools.permissions

clean: ## remove what was made, .venv included
	rm -rf .venv build demo node_modules amont/site/static/vendor amont/site/static_built *.egg-info .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
