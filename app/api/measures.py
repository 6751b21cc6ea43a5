"""What the service measures of itself: requests as they are answered, and what it holds when it is asked.

Named as https://prometheus.io/docs/practices/naming/ advises. Labels have few values: the template of a route
("/v1/entries/{entry_id}") and never the address that was asked for.
"""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from time import perf_counter
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.store.backlog import Backlog

NO_ROUTE: Final = "none"
"""The route of requests that reach none."""
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS: Final = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Measures:
    """The instruments of one app."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "liveblog_http_requests", "Requests answered.", ["method", "route", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "liveblog_http_request_seconds",
            "From a request to the start of its answer.",
            ["route"],
            buckets=SECONDS,
            registry=self._registry,
        )
        self._totals = _Totals()
        self._registry.register(self._totals)
        self._changes = self._gauge("changes", "The seq of the latest change of the log.")
        self._jobs = self._gauge("jobs_waiting", "Deliveries that were taken and not yet read.")
        self._oldest = self._gauge("jobs_oldest_seconds", "How long the oldest of these has waited.")
        self._sources = self._gauge("sources", "Sources of pages.", "state")
        self._subscriptions = self._gauge("subscriptions", "Webhook subscriptions.", "state")
        self._database = self._gauge("database_up", "Whether the database answered this scrape.")
        self._connections = self._gauge("database_connections", "Connections of the pool.", "state")
        self._streams = self._gauge("streams_open", "Streams that are open in this process.")
        self._kept = self._gauge("kept_answer_bytes", "Memory that kept lists take up in this process.")

    def _gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        return Gauge(f"liveblog_{name}", meaning, labels, registry=self._registry)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One more answer."""
        self._requests.labels(method if method in METHODS else "other", route, f"{status // 100}xx").inc()
        self._seconds.labels(route).observe(seconds)

    def hold(self, *, streams: int, kept_bytes: int, connections: dict[str, int]) -> None:
        """What the process holds now."""
        self._streams.set(streams)
        self._kept.set(kept_bytes)
        for state, count in connections.items():
            self._connections.labels(state).set(count)

    def have_done(self, *, parses: Mapping[str, int], parse_seconds: float, kept: Mapping[str, int]) -> None:
        """What the process has done since it started: pages parsed and lists looked up in memory, by outcome."""
        self._totals.families = [
            _total("parses", "Pages parsed, by outcome.", parses),
            CounterMetricFamily("liveblog_parse_seconds", "Seconds that parsers worked.", value=parse_seconds),
            _total("kept_answers", "Lists that may be kept: answered from memory, or read.", kept),
        ]

    def wait(self, backlog: Backlog | None) -> None:
        """What waits in the database, or that it did not answer."""
        self._database.set(backlog is not None)
        self._sources.clear()
        self._subscriptions.clear()
        for gauge, value in (
            (self._changes, backlog.changes if backlog else float("nan")),
            (self._jobs, backlog.jobs if backlog else float("nan")),
            (self._oldest, backlog.oldest_job_seconds if backlog else float("nan")),
        ):
            gauge.set(value)
        for gauge, counts in (
            (self._sources, backlog.sources if backlog else {}),
            (self._subscriptions, backlog.subscriptions if backlog else {}),
        ):
            for state, count in counts.items():
                gauge.labels(state).set(count)

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._registry)


class _Totals(Collector):
    """Totals that others count."""

    families: Iterable[Metric] = ()

    def collect(self) -> Iterable[Metric]:
        """The totals as they were told last."""
        return self.families


def _total(name: str, meaning: str, outcomes: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(f"liveblog_{name}", meaning, labels=["outcome"])
    for outcome, count in outcomes.items():
        family.add_metric([outcome], count)
    return family


class Measured:
    """ASGI middleware: counts each answer under the template of the route that gave it, which `routing` notes."""

    def __init__(self, app: ASGIApp, measures: Measures) -> None:
        self._app = app
        self._measures = measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count its answer when that starts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state, started, begun = scope.setdefault("state", {}), perf_counter(), False

        def count(status: int) -> None:
            route = state.get("route", NO_ROUTE)
            self._measures.count(scope["method"], route, status, perf_counter() - started)

        async def send_counted(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                count(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, send_counted)
        except Exception:
            # What answers to it stands around this layer.
            if not begun:
                count(HTTPStatus.INTERNAL_SERVER_ERROR)
            raise
