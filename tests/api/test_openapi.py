"""The OpenAPI document, as a newcomer and a generator of clients read it."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.main import TAGS, create_app
from app.settings import Settings

METHODS_THAT_WRITE = {"post", "put", "patch", "delete"}
TOLD_BY_THEIR_TYPE = {"boolean"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The document of a service, which needs no database to describe itself."""
    return create_app(Settings(_env_file=None, database_url="postgresql:///nowhere")).openapi()


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every path, method and operation."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def references(value: object) -> Iterator[str]:
    """Every `$ref` in a JSON value."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for member in value.values():
            yield from references(member)
    elif isinstance(value, list):
        for member in value:
            yield from references(member)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    """Generators of clients stop at the first reference that does not."""
    assert document["openapi"].startswith("3.1")
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert set(references(document)) <= known


def test_operations_have_stable_names_and_summaries(document: dict[str, Any]) -> None:
    """Each has an id of its own, a known tag, and words that start with a verb and end before they get long."""
    found = list(operations(document))
    names = [operation["operationId"] for _, _, operation in found]
    assert len(names) == len(set(names)) > 0
    assert all(name.isidentifier() and name[0].islower() for name in names)
    tags = [tag["name"] for tag in TAGS]
    for path, _, operation in found:
        assert set(operation["tags"]) <= set(tags), path
        assert 0 < len(operation["summary"]) <= 120, path
        assert operation["description"], path


def test_what_is_read_from_the_record_may_be_asked_for_again(document: dict[str, Any]) -> None:
    """Every list, feed, export and single thing of the record says that it may answer 304."""
    asked = {
        path for path, method, operation in operations(document) if method == "get" and "304" in operation["responses"]
    }
    assert {
        "/v1/entries",
        "/v1/blogs/{blog_id}/feed.atom",
        "/v1/export.csv",
        "/v1/stats/facets",
        "/v1/changes",
    } <= asked
    assert not {"/healthz", "/v1/sources", "/v1/snapshots"} & asked


def test_every_parameter_is_described_and_shown(document: dict[str, Any]) -> None:
    """A description, and an example unless its type leaves no question."""
    for path, method, operation in operations(document):
        for parameter in operation.get("parameters", []):
            schema = parameter["schema"]
            name = f"{method} {path}: {parameter['name']}"
            assert parameter.get("description") or schema.get("description"), name
            options = [schema, *schema.get("anyOf", []), schema.get("items", {})]
            plain = any(option.get("type") in TOLD_BY_THEIR_TYPE or "enum" in option for option in options)
            shown = [value for key in ("examples", "default") for value in (parameter.get(key), schema.get(key))]
            assert plain or parameter["in"] == "header" or any(value not in (None, []) for value in shown), name


def test_errors_are_modelled_as_problems(document: dict[str, Any]) -> None:
    """Every operation says which errors it gives, each as a problem document."""
    for path, method, operation in operations(document):
        errors = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
        assert "422" in errors, path
        for status, answer in errors.items():
            schema = answer["content"]["application/problem+json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/Problem"}, f"{method} {path} {status}"


def test_operations_that_write_say_how_to_prove_who_writes(document: dict[str, Any]) -> None:
    """An API key in either header; a webhook's signature stands for it."""
    schemes = set(document["components"]["securitySchemes"])
    assert len(schemes) == 2
    for path, method, operation in operations(document):
        if method in METHODS_THAT_WRITE and "webhook/" not in path:
            assert {name for scheme in operation["security"] for name in scheme} == schemes, path
            assert {"401", "403"} <= set(operation["responses"]), path
