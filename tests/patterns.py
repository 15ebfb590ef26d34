"""The regular expressions of the package, how they are used, and long texts that a careless one takes too long for."""

import ast
import functools
import importlib
import itertools
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import cleaner
from cleaner import lazy

#: What a pattern can be asked; the last of them look for it again and again, as `finditer` does.
METHODS = ("fullmatch", "match", "search", "finditer", "findall", "split", "sub", "subn")
_AGAIN = frozenset(METHODS[3:])

#: What stands behind a run so that a pattern that fits the run fails after all.
SPOILERS = ("", "\x00", "1", " a")

#: A character or two of each class.
_CLASSES = {
    op.CATEGORY_DIGIT: "1",
    op.CATEGORY_NOT_DIGIT: "a",
    op.CATEGORY_SPACE: " \t",
    op.CATEGORY_NOT_SPACE: "a.",
    op.CATEGORY_WORD: "aA_1",
    op.CATEGORY_NOT_WORD: "- ",
}
_ORDINARY = "aA1 _-.,é中\t/"
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
#: Characters of a class, samples of a part, branches of a choice, and runs of a pattern that are tried at most.
_MOST_CHARACTERS, _MOST_SAMPLES, _MOST_BRANCHES, _MOST_RUNS = 8, 4, 8, 60


class Use(NamedTuple):
    """One pattern.

    Attributes:
        name: where it is defined.
        methods: what it is asked somewhere in the package.
    """

    name: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


class Run(NamedTuple):
    """A text made of `before`, then `again` as often as there is room, then `behind`."""

    before: str
    again: str
    behind: str

    def of(self, size: int) -> str:
        return self.before + self.again * (size // len(self.again)) + self.behind


def every() -> list[Use]:
    """Every pattern that stands in a module of the package, or that a function without arguments there keeps."""
    found: dict[int, Use] = {}
    asked = _asked()
    for module, name, pattern in _patterns():
        methods = asked.get((module.rpartition(".")[2], name), frozenset())
        # Some modules have that of another.
        use = found.get(id(pattern), Use(f"{module}.{name}", pattern, frozenset()))
        found[id(pattern)] = use._replace(methods=use.methods | methods)
    return list(found.values())


def _patterns() -> Iterator[tuple[str, str, re.Pattern[Any]]]:
    for module in _modules():
        for name, value in vars(module).items():
            pattern = value
            if isinstance(value, functools._lru_cache_wrapper) and value.__module__ == module.__name__:
                code = value.__wrapped__.__code__
                pattern = value() if not code.co_argcount and "Pattern" in _returns(value) else None
            if isinstance(pattern, lazy.LazyPattern):
                pattern = pattern.compiled
            if isinstance(pattern, re.Pattern):
                yield module.__name__, name, pattern


def _returns(function: Any) -> str:
    return str(function.__wrapped__.__annotations__.get("return", ""))


def _modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(cleaner.__path__, "cleaner."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def _asked() -> dict[tuple[str, str], frozenset[str]]:
    """What is asked of the names in each module (by its last name), in it or from others as `module.NAME`."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for path in Path(cleaner.__path__[0]).rglob("*.py"):
        own = path.parent.name if path.stem == "__init__" else path.stem
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Attribute) or node.attr not in METHODS:
                continue
            of = node.value.func if isinstance(node.value, ast.Call) else node.value
            if isinstance(of, ast.Attribute) and isinstance(of.value, ast.Name):
                key = (of.value.id, of.attr)
            elif isinstance(of, ast.Name):
                key = (own, of.id)
            else:
                continue
            method = "finditer" if node.attr in _AGAIN else node.attr
            found[key] = found.get(key, frozenset()) | {method}
    return found


def ask(pattern: re.Pattern[Any], method: str, text: Any) -> None:
    """Ask a pattern of a text, and again behind each place where it was found if the method does that."""
    if method == "finditer":
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, method)(text)


def runs(pattern: re.Pattern[Any]) -> Iterator[Run]:
    """Runs of the characters that a pattern names, of two of them in turn, and of each of its parts that may repeat."""
    is_bytes = isinstance(pattern.pattern, bytes)
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE if is_bytes else pattern.flags)
    alphabet = list(dict.fromkeys(_alphabet(tree)))
    found = [("", character) for character in alphabet[:12]]
    for before, again in _repeats(tree):
        found += [(before, again), ("", before + again), *((before, again + more) for more in "a -")]
    found += [("", a + b) for a, b in itertools.permutations(alphabet[:5], 2)]
    for before, again in list(dict.fromkeys(found))[:_MOST_RUNS]:
        yield from (Run(before, again, behind) for behind in SPOILERS)


def _parts(code: Any, value: Any) -> list[Any]:
    """The patterns inside one element of a pattern."""
    if code is op.BRANCH:
        return list(value[1])[:_MOST_BRANCHES]
    if code is op.SUBPATTERN:
        return [value[3]]
    if code in _REPEATS:
        return [value[2]]
    if code is op.ATOMIC_GROUP:
        return [value]
    return [value[1]] if code in (op.ASSERT, op.ASSERT_NOT) else []


def _alphabet(tree: Iterable[Any]) -> Iterator[str]:
    for code, value in tree:
        if code is op.LITERAL:
            yield chr(value)
        elif code is op.IN:
            yield from _characters(value)
        elif code in (op.ANY, op.NOT_LITERAL):
            yield "a"
        for part in _parts(code, value):
            yield from _alphabet(part)


def _repeats(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """For each part that may repeat something that leads to it and something that it is."""
    for number, (code, value) in enumerate(tree):
        here = before + _sample(tree[:number], 0)
        if code in _REPEATS:
            samples = dict.fromkeys(_sample(value[2], which) for which in range(_MOST_SAMPLES))
            yield from ((here, sample) for sample in samples if sample)
        for part in _parts(code, value):
            yield from _repeats(part, here)


def _sample(tree: Iterable[Any], which: int) -> str:
    """A text that a pattern without conditions fits; another one for another number."""
    text = ""
    for code, value in tree:
        if code is op.LITERAL:
            text += chr(value)
        elif code in (op.ANY, op.NOT_LITERAL):
            text += "a"
        elif code is op.IN:
            characters = _characters(value)
            text += characters[which % len(characters)] if characters else ""
        elif code in _REPEATS:
            text += _sample(value[2], which) * max(value[0], which % 2)
        elif code not in (op.ASSERT, op.ASSERT_NOT) and (parts := _parts(code, value)):
            text += _sample(parts[which % len(parts)], which)
    return text


def _characters(items: Any) -> list[str]:
    """Some characters of a class."""
    if items[0][0] is op.NEGATE:
        return [c for c in _ORDINARY if not any(_has(item, c) for item in items[1:])][:_MOST_CHARACTERS]
    found: list[str] = []
    for code, value in items:
        found += _CLASSES.get(value, "") if code is op.CATEGORY else chr(value[0] if code is op.RANGE else value)
    return list(dict.fromkeys(found))[:_MOST_CHARACTERS]


def _has(item: Any, character: str) -> bool:
    code, value = item
    if code is op.CATEGORY:
        letter = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[str(value).rpartition("_")[2]]
        return re.match(f"\\{letter.upper() if '_NOT_' in str(value) else letter}", character) is not None
    low, high = value if code is op.RANGE else (value, value)
    return bool(low <= ord(character) <= high)
