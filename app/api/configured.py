"""Settings as the values that the layers below take: they know no settings."""

from datetime import timedelta
from importlib.metadata import version

from app.fetching.client import FetchPolicy
from app.fetching.poster import PostPolicy
from app.ingest.parsers import ParserLimits
from app.ingest.schedule import Bounds
from app.ingest.watcher import WatchPolicy
from app.ingest.worker import JobPolicy
from app.parsing.page import Limits
from app.push.webhooks import DeliveryPolicy
from app.settings import Settings

USER_AGENT = f"liveblog/{version('liveblog-api')}"


def page_limits(settings: Settings) -> Limits:
    """How large and how complex a page may be."""
    return Limits(
        max_bytes=settings.max_page_bytes,
        max_depth=settings.max_page_depth,
        max_attributes=settings.max_tag_attributes,
        max_tags=settings.max_page_tags,
    )


def parser_limits(settings: Settings) -> ParserLimits:
    """How many parsers there are and what each may use."""
    return ParserLimits(
        workers=settings.parse_workers,
        timeout_seconds=settings.parse_timeout_seconds,
        memory_bytes=settings.parse_memory_bytes,
        pages_each=settings.parse_pages_per_worker,
        waiting=settings.parse_queue,
    )


def fetch_policy(settings: Settings) -> FetchPolicy:
    """Who we say we are to other sites, and how far a fetch may go."""
    return FetchPolicy(
        user_agent=settings.user_agent or USER_AGENT,
        respect_robots=settings.respect_robots,
        allowed=settings.allowed_networks,
        max_bytes=settings.max_page_bytes,
        connect_seconds=settings.fetch_connect_seconds,
        read_seconds=settings.fetch_read_seconds,
        total_seconds=settings.fetch_total_seconds,
        max_redirects=settings.fetch_max_redirects,
        pause_seconds=settings.fetch_pause_seconds,
    )


def watch_policy(settings: Settings) -> WatchPolicy:
    """How watched URLs are polled."""
    return WatchPolicy(
        bounds=Bounds(settings.watch_shortest_seconds, settings.watch_longest_seconds),
        at_once=settings.watch_at_once,
        lease=timedelta(seconds=settings.watch_lease_seconds),
    )


def job_policy(settings: Settings) -> JobPolicy:
    """How jobs are worked off."""
    return JobPolicy(
        lease=timedelta(seconds=settings.job_lease_seconds),
        retry=timedelta(seconds=settings.job_retry_seconds),
        attempts=settings.job_attempts,
        topic_batch=settings.topic_batch,
    )


def post_policy(settings: Settings) -> PostPolicy:
    """Who we say we are to receivers of webhooks, and how long they may take."""
    return PostPolicy(
        user_agent=settings.user_agent or USER_AGENT,
        allowed=settings.allowed_networks,
        connect_seconds=settings.webhook_connect_seconds,
        total_seconds=settings.webhook_total_seconds,
    )


def delivery_policy(settings: Settings) -> DeliveryPolicy:
    """How changes are delivered to webhooks."""
    return DeliveryPolicy(
        at_once=settings.webhook_at_once,
        batch=settings.stream_batch,
        lease=timedelta(seconds=settings.webhook_lease_seconds),
        retry_seconds=settings.webhook_retry_seconds,
        longest_retry_seconds=settings.webhook_longest_retry_seconds,
        failures=settings.webhook_failures,
        kept=settings.webhook_kept_deliveries,
    )
