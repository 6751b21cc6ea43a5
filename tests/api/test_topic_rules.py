"""Topic rules over HTTP."""

import json
import time
from typing import Any

import httpx
import pytest

from tests.api.service import entry, page, serving

FERRY: dict[str, Any] = {"name": "Ferry strike", "any": ["ferry strike", "ferries on strike"], "none": ["film"]}
HTML = {"Content-Type": "text/html"}
PATIENCE_SECONDS = 30


def wait_for(api: httpx.Client, job_id: str) -> None:
    """Return once the job is done."""
    end = time.monotonic() + PATIENCE_SECONDS
    while (job := api.get(f"/v1/jobs/{job_id}").json())["status"] == "queued":
        assert time.monotonic() < end
        time.sleep(0.02)
    assert job["status"] == "done"
    assert job["result"] == []


def titles(api: httpx.Client, topic: str) -> list[str]:
    """Titles of the entries about a topic."""
    answer = api.get("/v1/entries", params={"topic": topic}).raise_for_status()
    return [each["title"] for each in answer.json()["data"]]


def test_a_rule_from_its_making_to_its_end(api: httpx.Client) -> None:
    """Stored entries and new ones get the topic, lists and counts know it, another rule takes it, and its end too."""
    posts = [
        entry(1, text="The Férry strike goes on."),
        entry(2, text="Rain."),
        entry(3, text="Ferry strike, the film."),
    ]
    api.post("/v1/ingest/html", content=page(*posts), headers=HTML).raise_for_status()
    assert titles(api, "ferry-strike") == []
    made = api.post("/v1/topics", json=FERRY)
    assert made.status_code == 201
    assert made.headers["Location"].endswith("/v1/topics/ferry-strike")
    wait_for(api, made.json()["job_id"])
    assert titles(api, "ferry-strike") == ["Update 1"]
    posts.append(entry(4, text="All ferries on strike."))
    api.post("/v1/ingest/html", content=page(*posts), headers=HTML).raise_for_status()
    assert titles(api, "ferry-strike") == ["Update 4", "Update 1"]
    detail = api.get("/v1/topics/ferry-strike").raise_for_status().json()
    assert (detail["entries"], detail["source"]) == (2, "rule")
    assert detail["rule"]["any"] == FERRY["any"]
    assert {"name": "Ferry strike", "slug": "ferry-strike", "source": "rule"} in api.get(
        "/v1/entries", params={"topic": "ferry-strike"}
    ).json()["data"][0]["topics"]
    replaced = api.put("/v1/topics/ferry-strike", json={"name": "Ferry Strike", "all": ["rain"]}).raise_for_status()
    wait_for(api, replaced.json()["job_id"])
    assert titles(api, "ferry-strike") == ["Update 2"]
    assert api.delete("/v1/topics/ferry-strike").status_code == 204
    assert api.delete("/v1/topics/ferry-strike").status_code == 404
    again = api.post("/v1/topics", json={"name": "Nothing", "any": ["qqq"]}).json()
    wait_for(api, again["job_id"])
    assert titles(api, "ferry-strike") == []
    assert api.get("/v1/topics/ferry-strike").status_code == 404


def test_a_topic_without_a_rule(api: httpx.Client) -> None:
    """The publisher's topics can be looked at, and have no rule to replace or delete."""
    api.post("/v1/ingest/html", content=page(entry(1)), headers=HTML).raise_for_status()
    assert api.get("/v1/topics/weather").json() == {
        "name": "Weather",
        "slug": "weather",
        "source": "publisher",
        "entries": 1,
        "rule": None,
    }
    assert api.put("/v1/topics/weather", json={"name": "Weather", "any": ["rain"]}).status_code == 404
    assert api.delete("/v1/topics/weather").status_code == 404


def test_a_rule_twice_is_a_conflict(api: httpx.Client) -> None:
    """A name of the same slug is the same topic."""
    assert api.post("/v1/topics", json=FERRY).status_code == 201
    twice = api.post("/v1/topics", json=FERRY | {"name": "FERRY  strike!"})
    assert (twice.status_code, twice.json()["code"]) == (409, "conflict")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "Ferry"}, "any"),
        ({"name": "Ferry", "none": ["film"]}, "any"),
        ({"name": "!!", "any": ["ferry"]}, "name"),
        ({"name": "Ferry", "any": ["..."]}, "any.0"),
        ({"name": "Ferry", "any": ["ferry", ""]}, "any.1"),
        ({"name": "Ferry", "any": ["x" * 101]}, "any.0"),
        ({"name": "Ferry", "any": ["x\0"]}, "any.0"),
        ({"name": "Ferry", "any": ["\ud800"]}, "any.0"),
        ({"name": "Ferry", "any": [f"t{n}" for n in range(51)]}, "any"),
        ({"name": "Ferry", "any": ["ferry"], "language": "English!"}, "language"),
        ({"name": "Ferry", "any": ["ferry"], "some": ["x"]}, "some"),
    ],
)
def test_what_cannot_be_a_rule(shared_api: httpx.Client, body: dict[str, Any], field: str) -> None:
    """A 422 names the field."""
    answer = shared_api.post("/v1/topics", content=json.dumps(body), headers={"Content-Type": "application/json"})
    assert answer.status_code == 422, answer.text
    assert field in [error["field"] if "field" in error else error["name"] for error in answer.json()["errors"]]


def test_another_name_is_another_topic(api: httpx.Client) -> None:
    """A rule cannot be put under a slug that is not its name's."""
    api.post("/v1/topics", json=FERRY).raise_for_status()
    answer = api.put("/v1/topics/ferry-strike", json=FERRY | {"name": "Boats"})
    assert answer.status_code == 422
    assert "delete this rule" in answer.json()["detail"]


def test_as_many_rules_as_allowed(database_url: str) -> None:
    """The limit is a setting."""
    with serving(database_url, max_topic_rules=1) as api:
        assert api.post("/v1/topics", json=FERRY).status_code == 201
        assert api.post("/v1/topics", json=FERRY | {"name": "Boats"}).status_code == 409
