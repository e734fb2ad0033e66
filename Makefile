# make demo: see perfcheck at work · make test: run the tests · make check: all that CI checks
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test check golden docs pictures bench clean

$(VENV)/installed: pyproject.toml bind_rules.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/developed: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: $(VENV)/installed   ## lint an example form with planted defects
	@$(BIN)/perfcheck lint examples/defects/department-target.txt || test $$? -eq 1

test: $(VENV)/developed   ## run the tests
	$(BIN)/python -m pytest

check: test               ## tests, format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

golden: $(VENV)/developed ## write the golden reports anew; review the diff
	$(BIN)/python -m pytest --update

docs: $(VENV)/developed   ## generate the language reference and the rules' index
	$(BIN)/python -m perfcheck.rulebook

pictures: $(VENV)/developed ## take the pictures of the guides anew, in Chromium
	$(BIN)/python docs/pictures/take.py

bench: $(VENV)/developed  ## print the speed figures, as ratios of one run
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/reading.py

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
