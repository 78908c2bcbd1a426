# The five verbs, and the three that they rest on. Everything is made in .venv, .venv-nlu, models and var.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check bench chaos simulate train evaluate setup setup-dev lock audit

run: setup
	@exec $(BIN)/huifang run

test: setup-dev
	@$(BIN)/huifang nlu train --if-missing
	@$(BIN)/python -m pytest -n 2 --dist loadfile

check: setup-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m tests.house_figures
	@$(BIN)/python -m pytest -q tests/test_imports.py tests/test_house.py

bench: setup-dev
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.reports
	@$(BIN)/python -m benchmarks.console

# KILLS=n, ROOM=m of them while staff answer in a group (half); SEED=s repeats the decisions of a run,
# DATABASE=postgresql adds a second worker.
chaos: setup-dev
	@$(BIN)/huifang nlu train --if-missing
	@$(BIN)/python -m tests.chaos $(or $(KILLS),15) $(if $(ROOM),--room $(ROOM)) $(if $(SEED),--seed $(SEED)) --database $(or $(DATABASE),sqlite)

simulate: setup-dev
	@$(BIN)/python -m tests.simulation

train: setup
	@$(BIN)/huifang nlu train

evaluate: setup
	@$(BIN)/huifang nlu evaluate data/eval/eval.jsonl

# Known vulnerabilities of the locked packages. Error 1: some are known; error 3: not checked.
audit: setup-dev
	@$(BIN)/python -m docs.audit

setup:
	@$(PYTHON) -m bot.setup

setup-dev:
	@$(PYTHON) -m bot.setup --dev

# Hashes only: which registry serves the packages is the machine's own setting.
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header
lock:
	@$(LOCK) --python-version 3.11 pyproject.toml -o locks/app.txt
	@$(LOCK) --python-version 3.11 pyproject.toml --group dev -o locks/dev.txt
	@$(LOCK) --python-version 3.10 --group nlu -o locks/nlu.txt
	@echo uv | $(LOCK) --python-version 3.11 - -o locks/bootstrap.txt
	@echo 'Next: make setup-dev, then $(BIN)/python -m docs.third_party'
