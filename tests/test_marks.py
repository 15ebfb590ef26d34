"""What quotation marks around a whole cell of .tsv mean, by the lines around it."""

import pytest

from cleaner.files.marks import UNKNOWN, Marks, look


@pytest.mark.parametrize(
    ("lines", "quoting", "commas"),
    [
        (["1\ta\n"], False, True),
        (['1\t"a ""b"""\n'], True, True),
        (['1\t"a ""b"""\r\n'], True, True),
        (['1\t"a ""b"" c"\n'], True, True),
        # A cell with nothing in it, with and without them.
        (['1\t""\n'], True, True),
        (["1\t\n"], False, True),
        (['"a ""b"""\t1\n'], True, True),
        # Doubled in a cell without marks around it, or one of a cell that goes on in another line.
        (['1\ta ""b"" c\n'], False, True),
        (['1\t"a ""b"" c\n'], False, True),
        (['1\ta ""b"" c"\n'], False, True),
        (['1\t"No.\n'], False, True),
        # Marks that stand for themselves.
        (['1\ta"bcd\n'], False, False),
        (['1\tabc"d\n'], False, False),
        (['1\tShe said "no" so.\n'], False, False),
        (['1\t"a ""b"""\n', '2\tShe said "no" so.\n'], False, False),
        (['1\tShe said "no" so.\n', '2\t"a ""b"""\n', "3\ta\n"], False, False),
        (["1\ta, b\n"], False, False),
        (["1\ta, b\n", "2\ta\n"], False, False),
        (['1\t"a, b"\n', '2\t"a, b\n', '3\ta, b"\n'], False, True),
        (['1\t"a ""b"""\n', "2\ta, b\n"], True, False),
        # Lines that are no rows say nothing.
        (["1\ta, b\t2\n", "a, b\n"], False, True),
        (["a, b\n", '1\t"a ""b"""\n'], True, True),
        ([], False, True),
    ],
)
def test_what_lines_say(lines: list[str], quoting: bool, commas: bool) -> None:
    for quotes_all in (False, True):
        assert look(lines, 2, quotes_all=quotes_all) == (quotes_all, quoting, commas)


@pytest.mark.parametrize(
    ("content", "needed", "with_comma"),
    [
        ("", True, True),
        ('a "b"', True, True),
        ("a\tb", True, True),
        ("a\nb", True, True),
        ("a\rb", True, True),
        ("a, b", False, True),
        ("a b", False, False),
    ],
)
def test_what_is_quoted(content: str, needed: bool, with_comma: bool) -> None:
    assert Marks(all=True, quoting=False, commas=False).quote(content)
    assert Marks(all=False, quoting=False, commas=False).quote(content) is needed
    assert Marks(all=False, quoting=False, commas=True).quote(content) is with_comma
    assert look([], 1, quotes_all=False) == UNKNOWN
