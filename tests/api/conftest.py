"""A service for the tests of one module that do not write, and one for each test that does."""

from collections.abc import Iterator

import httpx
import pytest

from tests.api.service import serving


@pytest.fixture
def api(database_url: str) -> Iterator[httpx.Client]:
    """A client of a service over an empty database of the test's own."""
    with serving(database_url) as client:
        yield client


@pytest.fixture(scope="module")
def shared_api(module_database_url: str) -> Iterator[httpx.Client]:
    """A client of a service that the tests of a module share."""
    with serving(module_database_url) as client:
        yield client
