"""The data of scripts, in each way that frameworks write it."""

import json

import pytest

from app.parsing.page import Page
from app.parsing.script_data.states import read_states

STATE = {"posts": [{"id": number, "text": f"It's lock {number}. " + "Water rises. " * 8} for number in range(3)]}


def states(*scripts: str) -> list[object]:
    """The data of a page with these scripts."""
    return list(read_states(Page(f"<!doctype html><html><body><p>x</p>{''.join(scripts)}</body></html>".encode())))


def quoted(text: str) -> str:
    """The text as a script's string in single quotes."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace('"', "\\x22") + "'"


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(f'<script type="application/json" id="data">{json.dumps(STATE)}</script>', id="json"),
        pytest.param(f"<script>window.__STATE__ = {json.dumps(STATE)};</script>", id="assigned"),
        pytest.param(f'<script>a.b["c"]={json.dumps(STATE)},d=1;if(a){{b()}}</script>', id="among code"),
        pytest.param(f"<script>var s = JSON.parse({json.dumps(json.dumps(STATE))});</script>", id="parsed"),
        pytest.param(f"<script>var s = JSON.parse({quoted(json.dumps(STATE))});</script>", id="parsed, single quotes"),
    ],
)
def test_reads_each_way_of_writing_data(script: str) -> None:
    """The same data come out, whichever way they are written."""
    assert states(script) == [STATE]


def test_reads_rows_that_refer_to_one_another() -> None:
    """Rows of Next.js come out with texts, other rows and parts of them in place of their references."""
    rows = (
        '1:"$Sreact.fragment"\n2:I[7,["a.js"],"default"]\n'
        '0:["$","main",null,{"posts":[{"id":1,"body":"$5","by":"$6:author","at":"$D2026-02-01T10:00:00Z"}]}]\n'
        "5:T9,<p>Aé\n</p>"[:-4]
        + '</\n6:{"author":{"name":"Ada Fjord"},"loop":"$6"}\n'
    )
    half = len(rows) // 2
    scripts = [f"<script>self.__next_f.push([1,{json.dumps(part)}])</script>" for part in (rows[:half], rows[half:])]
    found = states("<script>(self.__next_f=self.__next_f||[]).push([0])</script>", *scripts)
    assert isinstance(found[0], list)
    drawn = next(value for value in found[0] if isinstance(value, dict) and value.get("$tag") == "main")
    post = drawn["posts"][0]
    assert (post["id"], post["by"], post["at"]) == (1, {"name": "Ada Fjord"}, "2026-02-01T10:00:00Z")
    assert post["body"].startswith("<p>Aé\n")


def test_reads_lists_that_name_their_values_by_index() -> None:
    """Nuxt's flat list comes out as the objects it stands for; an object within itself does no harm."""
    flat = [
        ["Reactive", 1],
        {"posts": 2, "self": 1},
        [3],
        {"text": 4, "at": 5},
        "Water rises. " * 20,
        ["Date", "2026-02-01"],
    ]
    (found,) = states(f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(flat)}</script>')
    assert isinstance(found, list)
    assert found[0]["posts"] == [{"text": "Water rises. " * 20, "at": "2026-02-01"}]


@pytest.mark.parametrize(
    "script",
    [
        "a={" * 50_000,
        "x=[" + '"' * 100_001,
        "JSON.parse('" + "\\" * 99_999,
        '__next_f.push([1,"' + "\\u" * 50_000,
        'a={"b":' * 20_000,
    ],
)
def test_broken_scripts_hold_nothing(script: str) -> None:
    """What only begins like data is passed over."""
    assert states(f"<script>{script}</script>") == []
