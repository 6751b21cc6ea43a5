"""JSON in scripts is mended where publishers break it, and refused where it is hostile."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.parsing.json_data import MAX_CONTAINERS, MAX_DEPTH, read_json


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ('{"a": 1}', {"a": 1}),
        ("  \n[1, 2]\n", [1, 2]),
        ('<!-- {"a": 1} -->', {"a": 1}),
        ('<!--\n{"a": 1}\n//-->', {"a": 1}),
        ('//<![CDATA[\n{"a": 1}\n//]]>', {"a": 1}),
        ('/*<![CDATA[*/{"a": 1}/*]]>*/', {"a": 1}),
        ('{"a": 1};', {"a": 1}),
        ('{"a": [1, 2, ], "b": {"c": 3,},}', {"a": [1, 2], "b": {"c": 3}}),
        ('{"a": "one\ntwo\tthree\x07"}', {"a": "one\ntwo\tthree"}),
        ('{"a": "it\\\'s 5\\° here"}', {"a": "it's 5° here"}),
        ('{"a": "keep ,] and ,} and // and /* this"}', {"a": "keep ,] and ,} and // and /* this"}),
        ('{"a": "keep ,] too",}', {"a": "keep ,] too"}),
        ('{"a": undefined, "b": NaN, "c": -Infinity}', {"a": None, "b": None, "c": None}),
        ('{"a": 1, // one\n "b": 2 /* two */}', {"a": 1, "b": 2}),
        ("{&quot;a&quot;: &quot;b &amp;amp; c&quot;}", {"a": "b &amp; c"}),
        ('{"a": "x\\u0000y"}', {"a": "xy"}),
        ('{"a": "x\\\\u0000y"}', {"a": "x\\u0000y"}),
        ('{"a": "\\ud83d\\ude00"}', {"a": "\U0001f600"}),
        ('{"a": "\\ud83d lone", "b": "\\ude00"}', {"a": "\ufffd lone", "b": "\ufffd"}),
        ('{"a": "say \\"so\\"",}', {"a": 'say "so"'}),
    ],
)
def test_reads_and_mends(text: str, data: Any) -> None:  # noqa: ANN401
    """What can be mended without guessing is."""
    assert read_json(text) == data


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is empty"),
        ("<!-- -->", "it is empty"),
        ("start();", "line 1"),
        ('{"a": "never ends', "line 1"),
        ('{"a": 1} {"b": 2}', "line 1"),
        ("[" * 500 + "]" * 500, f"nested more than {MAX_DEPTH} deep"),
        ("[" * 100_000, "line 1"),
        ('{"a":' * 50_000 + "1" + "}" * 50_000, "line 1"),
        ('{"a": "' + '\\"' * 2_500_000, "line 1"),
        ("[" + "[]," * (MAX_CONTAINERS + 1) + "0]", "objects and arrays"),
    ],
)
def test_says_why_data_cannot_be_read(text: str, reason: str) -> None:
    """What is beyond mending, too deep or too large raises ValueError with a reason."""
    with pytest.raises(ValueError, match=reason):
        read_json(text)


@pytest.mark.parametrize(
    "text",
    [
        '"' + '\\"' * 300_000,
        " " * 1_000_000 + "x",
        ", " * 300_000 + "x",
        "/*" * 300_000,
        "// " * 300_000,
        "\\u" * 300_000,
    ],
)
def test_bait_for_backtracking_costs_no_more_than_text(text: str) -> None:
    """Long runs of what the mending looks for are read once."""
    with pytest.raises(ValueError, match=r"line|empty"):
        read_json("{" + text)


@given(st.text(alphabet='{}[]",:\\/*-<>!&;uUdD0123 \nabn\x00', max_size=60))
def test_never_fails_in_another_way(text: str) -> None:
    """Whatever the text, data come out that Postgres can store, or a ValueError."""
    try:
        data = read_json(text)
    except ValueError:
        return
    assert "\x00" not in str(data)
    str(data).encode()
