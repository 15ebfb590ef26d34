"""Starting costs little: nothing is imported that a small pipe does not need."""

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

import startup

from cleaner import lazy

#: How much a busy machine may add.
TOLERANCE = 1.1


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return startup.with_bytecode(str(tmp_path_factory.mktemp("bytecode")))


def test_a_small_pipe_imports_only_what_it_needs(environment: dict[str, str]) -> None:
    packages = {name.partition(".")[0] for name in startup.imports(environment)}
    assert {"cleaner", "re"} <= packages
    unwanted = {"typer", "rich", "pydantic", "ftfy", "numpy", "pyarrow", "gzip", "difflib", "tomllib", "tempfile"}
    assert not packages & (unwanted | {"concurrent", "multiprocessing", "subprocess", "shutil", "random", "asyncio"})


@pytest.mark.parametrize("name", startup.CASES)
def test_starting_is_cheap(environment: dict[str, str], name: str, ratios: dict[str, float]) -> None:
    assert ratios[name] <= startup.CASES[name].bound * TOLERANCE


@pytest.fixture(scope="module")
def ratios(environment: dict[str, str]) -> dict[str, float]:
    """The best of three measurements: noise only ever adds."""
    measured = [startup.measure(3, environment) for _ in range(3)]
    return {name: min(found[name] for found in measured) for name in startup.CASES}


def test_a_pattern_is_compiled_when_it_is_first_asked() -> None:
    found = lazy.lazy_pattern(r"(ferry) (\d+)", re.IGNORECASE)
    assert "compiled" not in vars(found)
    assert found.sub(r"\2", "Ferry 12 left") == "12 left"
    assert (found.pattern, found.groups) == (r"(ferry) (\d+)", 2)
    assert vars(found)["sub"] == vars(found)["compiled"].sub
    broken = lazy.lazy_pattern("(")
    with pytest.raises(re.error):
        broken.match("")
