# Everything on a fresh machine: each target makes the virtual environment first when it is missing.
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
READY := .venv/.ready
XVFB := $(shell command -v xvfb-run 2>/dev/null)
OPENBOX := $(shell command -v openbox 2>/dev/null)

.PHONY: run test test-x11 check bench screenshots examples translations torture clean

run: $(READY)
	$(BIN)/python main.py

# A worker that crashes ends the run: in place of one, pytest-xdist waits for tests that nobody takes.
test: $(READY)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist loadfile --max-worker-restart 0
	$(MAKE) test-x11

# The journeys once more in real windows, where a virtual X server and a window manager are there.
test-x11: $(READY)
ifneq ($(and $(XVFB),$(OPENBOX)),)
	env -u QT_QPA_PLATFORM -u WAYLAND_DISPLAY NETWRIGHT_TEST_SCREEN=x11 \
		xvfb-run -a -s "-screen 0 1440x900x24" sh -c 'openbox & exec $(BIN)/python -m pytest tests/journeys'
else
	@echo "Journeys in real windows left out: they need xvfb-run and openbox."
endif

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/translations.py --check

bench: $(READY)
	$(BIN)/python -m benchmarks.run $(if $(QUICK),--quick)

screenshots: $(READY)
	$(if $(XVFB),xvfb-run -a -s "-screen 0 1600x1000x24") $(BIN)/python tools/screenshots.py

examples: $(READY)
	$(BIN)/python tools/make_examples.py

translations: $(READY)
	$(BIN)/python tools/translations.py

torture: $(READY)
	$(BIN)/python tools/torture.py

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache

# torch first and pinned: an open range would fetch gigabytes of CUDA libraries.
$(READY): constraints.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet "$$(grep '^torch==' constraints.txt)"
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	$(BIN)/python -c "open('$(READY)', 'w').close()"
