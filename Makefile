# Every target bootstraps its own tools: Python 3.11 or newer, git and make are all that must be there.

PYTHON ?= python3
UV := .tools/$(if $(filter Windows_NT,$(OS)),Scripts,bin)/uv
UV_VERSION := 0.13.9
RUN := $(UV) run --frozen

# Where bytecode is switched off, every process compiles every library again, which takes longer than the work.
unexport PYTHONDONTWRITEBYTECODE
# The theme of the guide prints an advertisement for its successor otherwise.
export NO_MKDOCS_2_WARNING = true
# The tools of the checkout are those of the lock, whatever environment is active.
unexport VIRTUAL_ENV

.PHONY: demo test docs bench lint format clean

# The demo is of the commit that is checked out. Its first commit needs an author, whom a fresh machine may not know.
demo: export GIT_AUTHOR_NAME = Modelwright demo
demo: export GIT_AUTHOR_EMAIL = demo@example.com
demo: export GIT_COMMITTER_NAME = Modelwright demo
demo: export GIT_COMMITTER_EMAIL = demo@example.com
demo: .venv/ready
	@test ! -e demo || { echo "error: demo: is there already; \`make clean\` removes it" >&2; exit 2; }
	@$(RUN) modelwright new demo --defaults --ref $$(git rev-parse HEAD)
	@echo "installing what the model repo needs ..." >&2
	@cd demo && ../$(UV) sync --quiet --python $(PYTHON) && ../$(UV) run --no-sync modelwright run

test: .venv/ready
	@$(RUN) pytest --numprocesses=auto --dist=worksteal

docs: .venv/ready
	@$(RUN) python docs/generate.py
	@$(RUN) mkdocs build --strict

bench: .venv/ready
	@$(RUN) pytest --capture=no $(wildcard tests/benchmarks/bench_*.py)

lint: .venv/ready
	@$(RUN) ruff check
	@$(RUN) ruff format --check
	@$(RUN) mypy

format: .venv/ready
	@$(RUN) ruff check --fix
	@$(RUN) ruff format

clean:
	rm -rf .tools .venv demo site

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "error: $(PYTHON): is Python %d.%d; 3.11 or newer is needed (make PYTHON=...)" % sys.version_info[:2])'
	@echo "installing the kit's tools ..." >&2
	@$(PYTHON) -m venv .tools
	@.tools/$(notdir $(patsubst %/,%,$(dir $(UV))))/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/ready: $(UV) pyproject.toml uv.lock
	@echo "installing what the kit needs ..." >&2
	@$(UV) sync --frozen --quiet --python $(PYTHON)
	@touch $@
