"""The instruments: what they tell when the database does not answer."""

import asyncio

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.types import Message, Receive, Scope, Send

from app.api.measures import Measured, Measures
from app.store.backlog import Backlog


def told(measures: Measures) -> dict[str, list[float]]:
    """The values of each metric."""
    families = text_string_to_metric_families(measures.text().decode())
    return {family.name: [sample.value for sample in family.samples] for family in families}


def test_silent_database_is_told_and_leaves_no_old_figures() -> None:
    """What was counted before is no longer known, rather than still so."""
    measures = Measures()
    measures.wait(Backlog(changes=7, jobs=1, oldest_job_seconds=3.5, sources={"active": 2}, subscriptions={}))
    before = told(measures)
    assert before["liveblog_jobs_oldest_seconds"] == [3.5]
    assert before["liveblog_sources"] == [2]
    measures.wait(None)
    after = told(measures)
    assert after["liveblog_database_up"] == [0]
    assert after["liveblog_sources"] == []
    assert str(after["liveblog_changes"]) == "[nan]"


def test_a_request_that_breaks_is_a_5xx() -> None:
    """The answer to it is made outside of what counts, and is counted all the same."""
    measures = Measures()

    async def breaks(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise ZeroDivisionError

    async def nothing() -> Message:
        return {"type": "http.request"}

    async def ignored(message: Message) -> None:
        raise AssertionError(message)

    with pytest.raises(ZeroDivisionError):
        asyncio.run(Measured(breaks, measures)({"type": "http", "method": "GET"}, nothing, ignored))
    assert 'status="5xx"} 1.0' in measures.text().decode()
