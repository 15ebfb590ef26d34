"""Lines of JSON: the same with orjson as without it, and nothing but the text is touched."""

import json
import math
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.errors import CleanerError
from cleaner.files import jsonl, units
from cleaner.files.codec import Codec
from cleaner.files.jsonl import Fields
from cleaner.files.units import Unit

UTF_8 = Codec()

#: What is read differently by different programs, or by some not at all.
ODD = [
    '{"text": "x", "n": 123456789012345678901234567890}',
    '{"text": "x", "id": 123456789012345678901234567890}',
    '{"text": "x", "id": 1.50, "n": 1e400, "m": -0.0, "k": 1E5}',
    '{"text": "x", "n": NaN, "m": [Infinity, -Infinity]}',
    '{"text": "x", "t": "\\ud83d", "u": "\\ud83d\\ude00"}',
    '{"text": "\\ud83d x"}',
    '{"text": "a", "text": "b"}',
    '{"te\\u0078t": "a", "n": {"text": "b"}}',
    '{"n": {"text": "b"}, "text": "a"}',
    '{"type":"text","text" : "a"}',
    '{"k": "\\"text\\": \\"b\\"", "text":"a"}',
    '{"text":"a\\\\","b":"\\\\"}',
    '{"text": "a\\/b \\u00e9 \\u0000"}  ',
    '{"text": null}',
    '{"text": 5}',
    '{"id": "x"}',
    '\ufeff{"text": "a"}',
    '{"text": "a"}\r',
    '{"text": "a",}',
    "{'text': 'a'}",
    '{"text": "a\tb"}',
    '{"text": "a"} {"text": "b"}',
    '{"n": 01, "text": "a"}',
    '{"n": .5, "text": "a"}',
    "[1]",
    "7" * 5000,
    '{"n": ' + "7" * 5000 + ', "text": "a"}',
    "null",
    "",
    '{"text": "\x7f\u2028"}',
    '{"text": "\\x41"}',
    '{"text": "caf\udce9"}',
    '{"text": "no\0on"}',
]


def outcome(raw: bytes, new: str | None, fields: Fields, codec: Codec) -> Any:
    """All that can become of a line: its names, its new bytes, or what is said of it."""
    try:
        parsed = units.parse(Unit("jsonl", "r:1", raw), codec, fields)
        text = parsed.text if new is None else new
        if text is None:
            return parsed[:4]
        return parsed[:4], units.encode(Unit("jsonl", "r:1", raw), parsed, text, "jsonl", codec, fields)
    except CleanerError as error:
        return str(error)


def both(raw: bytes, new: str | None, fields: Fields = Fields(), codec: Codec = UTF_8) -> Any:  # noqa: B008
    """What becomes of a line, with and without orjson."""
    assert jsonl._fast() is not None, "orjson is installed"
    fast = outcome(raw, new, fields, codec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsonl, "_fast", lambda: None)
        assert outcome(raw, new, fields, codec) == fast
    return fast


@pytest.mark.parametrize("line", ODD)
@pytest.mark.parametrize("new", [None, 'new é\n"quoted" \\ \ud83d\0'])
def test_odd_lines(line: str, new: str | None) -> None:
    both(line.encode("utf-8", "surrogateescape"), new)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "id", "é", ""]), inner),
    max_leaves=6,
)
NAMES = st.sampled_from(["id", "n", "body", "a b", "é", "", "site"])


@given(
    record=st.dictionaries(NAMES, VALUES, max_size=4),
    text=st.text(),
    new=st.none() | st.text(),
    at=st.integers(0, 4),
    ascii_only=st.booleans(),
    separators=st.sampled_from([(",", ":"), (", ", ": "), (" ,\t", " : ")]),
)
@example(record={"n": {"text": "x"}}, text="x", new="y", at=0, ascii_only=True, separators=(",", ":"))
def test_only_the_text_is_another(
    record: dict[str, Any], text: str, new: str | None, at: int, ascii_only: bool, separators: tuple[str, str]
) -> None:
    items = list(record.items())
    items.insert(at, ("text", text))
    line = json.dumps(dict(items), ensure_ascii=ascii_only, separators=separators)
    raw = line.encode("utf-8", "backslashreplace") + b"\n"
    try:
        json.loads(raw)
    except ValueError:
        return
    _, (data, changed) = both(raw, new)
    assert changed == (new is not None and new != text)
    if changed:
        assert repr(json.loads(data)) == repr({**json.loads(raw), "text": new})
    else:
        assert data is None


@given(st.binary(max_size=40))
def test_any_bytes(raw: bytes) -> None:
    both(raw, "new")
    both(b'{"text": "' + raw + b'"}', "new")
    both(b'{"text": "a", "n": ' + raw + b"}", "new")


def test_bytes_of_other_fields_stay() -> None:
    raw = b'\xef\xbb\xbf{"n":1.10, "text" :"a\\u0041\\n" ,"big":123456789012345678901234567890,"t":"\\/"}\r\n'
    _, (data, _) = both(raw.replace(b"\\u0041", b""), "new\n")
    assert data == b'{"n":1.10, "text" :"new\\n" ,"big":123456789012345678901234567890,"t":"\\/"}\r\n'


@pytest.mark.parametrize(
    ("encoding", "errors", "raw", "expected"),
    [
        ("latin-1", "strict", '{"text": "a", "n": 1.0, "t": "é"}', '{"text": "new \\u2014", "n": 1.0, "t": "é"}'),
        (
            "shift_jis",
            "strict",
            '{"text": "a", "n": 1.0, "t": "表"}',
            '{"text": "new \\u2014", "n": 1.0, "t": "\\u8868"}\n',
        ),
        ("utf-8", "replace", '{"text": "a", "n": 1.00}', '{"text": "new —", "n": 1.0}\n'),
        ("utf-8", "surrogateescape", '{"text": "a", "t": "\udce9"}', '{"text": "new —", "t": "\udce9"}'),
    ],
)
def test_encodings(encoding: str, errors: str, raw: str, expected: str) -> None:
    codec = Codec(encoding, errors)
    _, (data, _) = both(raw.encode(encoding, "surrogateescape"), "new —", codec=codec)
    assert data == expected.encode(encoding, "surrogateescape")


@pytest.mark.parametrize("field", ["te xt", "é", "a.b", 'q"', "", "text2"])
def test_fields_of_any_name(field: str) -> None:
    raw = json.dumps({"text": "other", field: "a", "text2x": "b"}).encode()
    _, (data, _) = both(raw, "new", Fields(text=field))
    assert json.loads(data) == {"text": "other", field: "new", "text2x": "b"}


def test_a_name_of_any_size_is_exact() -> None:
    big = 2**70
    assert both(b'{"text": "a", "id": %d}' % big, None)[0][1] == str(big)
    assert both(b'{"text": "a", "id": 1.5}', None)[0][1] == "r:1"
    assert math.isnan(jsonl.parse(b'{"a": NaN}', "r:1", UTF_8)["a"])
