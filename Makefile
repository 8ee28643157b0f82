# Two commands for a fresh machine: `make demo` and `make test`. Each sets itself up; a second run starts at once.
PYTHON ?= python3
VENV ?= .venv
VENV_DEV ?= .venv-dev
BIN = $(VENV)/bin
DEV = $(VENV_DEV)/bin
DEMO_DIR ?= demo-district
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: docs help demo test test-all check lint types contracts bench bench-plan bench-backup bench-state bench-verify platform-page lock clean

help:
	@echo "make demo      a whole refresh night on simulated switches, in about a minute"
	@echo "make test      the tests (under 5 minutes)"
	@echo "make test-all  the tests and the slow kits (FRR, many districts; under 60 minutes)"
	@echo "make check     ruff, mypy --strict, import contracts, house rules"
	@echo "make bench     how well calendar titles are understood, on titles held back (TITLES=FILE.csv)"
	@echo "make bench-state    how many real answers of switches are understood (CAPTURES=FOLDER), into docs/reference/platforms.md"
	@echo "make bench-verify   100 clean swaps and every fault of the lab, judged; text diff and DeepDiff for scale"
	@echo "make bench-plan how good plans are, beside spreadsheets and CP-SAT (SIZES=\"middle large\"; about 10 minutes)"
	@echo "make docs      write the pages that follow from the code again (verbs, problem codes, the tutorial's screens)"
	@echo "make lock      renew the hash-pinned lock files (needs uv)"
	@echo "make clean     remove what the above made"

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV_DEV)/.ready: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV_DEV)
	$(DEV)/python -m pip install --quiet --require-hashes --no-deps -r requirements-dev.lock
	$(DEV)/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

demo: $(VENV)/.ready
	@$(BIN)/python -m switchrefresh demo $(DEMO_DIR) --yes

test: $(VENV_DEV)/.ready
	$(DEV)/python -m pytest -n 2 -m "not slow and not frr and not fault and not browser"

test-all: $(VENV_DEV)/.ready
	$(DEV)/python -m pytest -n 2

check: lint types contracts

lint: $(VENV_DEV)/.ready
	$(DEV)/ruff check .
	$(DEV)/ruff format --check .

types: $(VENV_DEV)/.ready
	$(DEV)/mypy

contracts: $(VENV_DEV)/.ready
	$(DEV)/lint-imports
	$(DEV)/python tools/house_rules.py

bench: $(VENV_DEV)/.ready
	$(DEV)/python bench/hand.py
	$(DEV)/python bench/calendars.py $(TITLES)
	$(DEV)/python bench/backups/run.py
	$(DEV)/python bench/backups/hostile.py
	$(DEV)/python bench/state.py $(CAPTURES)

bench-backup: $(VENV_DEV)/.ready
	$(DEV)/python bench/backups/run.py
	$(DEV)/python bench/backups/hostile.py
	$(DEV)/python bench/disk.py
	$(DEV)/python bench/backups/cluster_night.py --kill

bench-verify: $(VENV_DEV)/.ready
	$(DEV)/python bench/verification.py $(VERIFY)

bench-state: $(VENV_DEV)/.ready
	$(DEV)/python bench/state.py $(CAPTURES)

platform-page: $(VENV_DEV)/.ready
	$(DEV)/python tools/platform_page.py

bench-plan: $(VENV_DEV)/.ready
	$(DEV)/python bench/plan.py $(SIZES)
	$(DEV)/python bench/replanning.py middle

docs: $(VENV_DEV)/.ready
	$(DEV)/python tools/reference.py
	$(DEV)/python tools/screens.py

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -q pyproject.toml --group build -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -q pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) $(VENV_DEV) $(DEMO_DIR) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: bench-replan
bench-replan: $(VENV_DEV)/.ready
	$(DEV)/python bench/replanning.py middle
