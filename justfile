# Tasks for development: `just` lists them.

_default:
    @just --list

# Run the tests.
test *arguments:
    pytest {{arguments}}

# Check style, types and generated files.
lint:
    ruff check .
    ruff format --check .
    mypy
    python scripts/docs.py --check
    python scripts/compile_phrases.py --check
    python scripts/compile_trees.py --check

# Mend what can be mended by a program, and write the generated files.
fix:
    ruff check --fix .
    ruff format .
    python scripts/compile_phrases.py
    python scripts/compile_trees.py
    python scripts/docs.py

# Test the report page in Chromium, and completion in bash, zsh and fish.
browser:
    python scripts/browser.py
    python scripts/shells.py

# Build the documentation as a site, in site/.
site:
    mkdocs build --strict

# Everything, in fresh environments.
ci:
    .ci/run
