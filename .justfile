# The same commands that CI runs.

python := ".venv/bin/python"

# everything
all: format lint test check

# rewrite the sources in the project's style, and the README's command reference
format:
    {{python}} -m ruff check --fix .
    {{python}} -m ruff format .
    {{python}} tests/reference.py

# style, types and layers
lint:
    {{python}} -m ruff check .
    {{python}} -m ruff format --check .
    {{python}} -m mypy
    .venv/bin/lint-imports

# the tests; golden screens are written anew by LEARN_GOLDEN=write
test *arguments:
    {{python}} -m pytest {{arguments}}

# every term, link, question and demo
check:
    .venv/bin/learn check
