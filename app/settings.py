"""Every setting, its default and what it means. Read only at the edges: main, cli and api.deps.

The environment names are `DATABASE_URL` and `LIVEBLOG_<FIELD>`; `.env.example` lists them all.
"""

from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated

from pydantic import (
    AliasChoices,
    Field,
    NonNegativeFloat,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    SecretStr,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MEBIBYTE = 1024 * 1024


class Settings(BaseSettings):
    """The service's settings, from the environment and an optional `.env` file."""

    model_config = SettingsConfigDict(env_prefix="LIVEBLOG_", env_file=".env", env_ignore_empty=True, extra="ignore")

    database_url: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("DATABASE_URL", "database_url"),
        description="A PostgreSQL server, 15 to 18. Absent: embedded Postgres in the data directory.",
    )
    data_dir: Path = Field(default=Path("data"), description="Where embedded Postgres keeps its files.")
    host: str = Field(
        default="127.0.0.1", min_length=1, description="Address to listen on; other than loopback needs API keys."
    )
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    api_keys: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        default=(), description="Keys that may write, separated by commas. None: writes answer on loopback only."
    )
    load_samples: bool = Field(default=True, description="Load the sample blogs when an embedded database is empty.")

    max_page_bytes: PositiveInt = Field(default=20 * MEBIBYTE, description="Largest page taken, in bytes.")
    max_json_bytes: PositiveInt = Field(
        default=256 * 1024, description="Largest JSON body taken, in bytes; webhooks go by the largest page."
    )
    max_page_depth: PositiveInt = Field(default=256, description="Deepest nesting of tags taken.")
    max_tag_attributes: PositiveInt = Field(default=256, description="Most attributes on one tag.")
    max_page_tags: PositiveInt = Field(default=1_000_000, description="Most tags in one page.")
    parse_timeout_seconds: PositiveFloat = Field(default=10.0, description="A page's parser is killed after this time.")
    parse_workers: PositiveInt = Field(default=2, description="Processes that parse pages.")
    parse_memory_bytes: PositiveInt = Field(
        default=2048 * MEBIBYTE, description="Address space of a process that parses; beyond it the page is refused."
    )
    parse_queue: PositiveInt = Field(default=100, description="Pages that may wait for a parser; more are turned away.")
    parse_pages_per_worker: PositiveInt = Field(
        default=1000, description="A process that parses is replaced after so many pages."
    )

    user_agent: str | None = Field(
        default=None, description="What fetches call themselves; add how to reach you. Absent: liveblog/VERSION."
    )
    respect_robots: bool = Field(default=True, description="Fetch only what a site's robots.txt allows.")
    allowed_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        default=(), description="Private networks that may be fetched from, separated by commas; none by default."
    )
    fetch_connect_seconds: PositiveFloat = Field(default=5.0, description="Time to connect to a site.")
    fetch_read_seconds: PositiveFloat = Field(default=10.0, description="Longest silence of a site while it answers.")
    fetch_total_seconds: PositiveFloat = Field(default=30.0, description="Time for a whole fetch, redirects included.")
    fetch_max_redirects: NonNegativeInt = Field(default=5, description="Most redirects followed.")
    fetch_pause_seconds: NonNegativeFloat = Field(default=1.0, description="Pause between two requests to one host.")
    max_older_pages: NonNegativeInt = Field(
        default=50, description="Most further pages of a blog that one request may follow to its beginning."
    )

    run_workers: bool = Field(
        default=True,
        description="Let the service itself poll watched URLs, do jobs, deliver webhooks and read pages left unread.",
    )
    watch_shortest_seconds: PositiveFloat = Field(default=15.0, description="Shortest pause between two polls.")
    watch_longest_seconds: PositiveFloat = Field(default=900.0, description="Longest pause between two polls.")
    watch_at_once: PositiveInt = Field(default=4, description="Watched URLs that one process polls at once.")
    watch_lease_seconds: PositiveFloat = Field(
        default=120.0, description="A watched URL is one process's for so long; more than a fetch and a parse take."
    )
    job_lease_seconds: PositiveFloat = Field(
        default=300.0, description="A job is one process's for so long; more than its largest batch takes."
    )
    job_retry_seconds: PositiveFloat = Field(
        default=5.0, description="A job for which there was no room is tried again after so long."
    )
    job_attempts: PositiveInt = Field(default=20, description="A job is given up after so many attempts.")

    default_page_size: PositiveInt = Field(default=50, description="Entries in a list when no limit is given.")
    max_page_size: PositiveInt = Field(default=200, description="Most entries in one list.")
    max_document_entries: PositiveInt = Field(
        default=2000, description="Most entries in one JSON-LD or Markdown document of a blog."
    )
    idempotency_hours: PositiveFloat = Field(
        default=24.0, description="An answer to a request with an Idempotency-Key is kept for so long."
    )
    export_batch: PositiveInt = Field(default=500, description="Entries that an export reads at a time.")
    max_histogram_buckets: PositiveInt = Field(default=10_000, description="Most buckets of one histogram.")
    database_pool_size: PositiveInt = Field(default=10, description="Connections kept to the database.")
    statement_timeout_seconds: PositiveFloat = Field(default=10.0, description="A query is cancelled after this time.")

    max_streams: PositiveInt = Field(default=1000, description="Streams (`/v1/stream`) open at once in one process.")
    stream_batch: PositiveInt = Field(default=50, description="Changes that streams and subscriptions read at a time.")
    stream_heartbeat_seconds: PositiveFloat = Field(
        default=15.0, description="A stream on which nothing happens says so after each such time."
    )
    stream_retry_seconds: PositiveFloat = Field(
        default=3.0, description="A client whose stream ended comes back after so long, if it does as told."
    )
    stream_stalled_seconds: PositiveFloat = Field(
        default=30.0, description="A stream whose client takes nothing for so long is ended."
    )

    max_topic_rules: PositiveInt = Field(default=100, description="Most topic rules (`/v1/topics`).")
    max_topic_terms: PositiveInt = Field(default=50, description="Most terms of one topic rule.")
    max_topic_term_characters: PositiveInt = Field(default=100, description="Longest term of a topic rule.")
    topic_batch: PositiveInt = Field(
        default=500, description="Stored entries whose topics are found anew at a time when a rule changed."
    )

    max_webhooks: PositiveInt = Field(default=1000, description="Most subscriptions (`/v1/webhooks`).")
    webhook_at_once: PositiveInt = Field(default=4, description="Subscriptions that one process delivers to at once.")
    webhook_connect_seconds: PositiveFloat = Field(default=5.0, description="Time to connect to a receiver.")
    webhook_total_seconds: PositiveFloat = Field(default=15.0, description="Time for a receiver to acknowledge.")
    webhook_lease_seconds: PositiveFloat = Field(
        default=60.0, description="A subscription is one process's for so long; more than a delivery takes."
    )
    webhook_retry_seconds: PositiveFloat = Field(
        default=5.0,
        description="A delivery that failed is tried again after so long, then twice that, and so on.",
    )
    webhook_longest_retry_seconds: PositiveFloat = Field(
        default=6 * 3600.0, description="Longest pause between two attempts at a delivery."
    )
    webhook_failures: PositiveInt = Field(
        default=15, description="A subscription is disabled after so many failures in a row."
    )
    webhook_kept_deliveries: PositiveInt = Field(
        default=1000, description="Deliveries of each subscription that are remembered, to look at."
    )

    cache_seconds: NonNegativeInt = Field(
        default=0, description="How long caches may give answers out unasked; 0: they ask each time whether they stand."
    )
    cache_past_seconds: NonNegativeInt = Field(
        default=300, description="The same for answers `as_of` an instant more than an hour ago."
    )
    kept_answer_bytes: NonNegativeInt = Field(
        default=64 * 2**20,
        description="Lists that are asked for again and still stand are answered from so much memory; 0: none.",
    )
    rate_limit_per_minute: NonNegativeInt = Field(
        default=0,
        description="Requests a minute that one API key or address may make, of each process; 0: no limit.",
    )
    rate_limit_clients: PositiveInt = Field(
        default=10_000, description="Clients whose requests are counted; of more, those seen last."
    )
    compress: bool = Field(default=True, description="Compress answers (zstd, br, gzip) for clients that take it.")
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Origins whose web pages may use the API (https://desk.example), separated by commas; * for all.",
    )

    @field_validator("api_keys", "allowed_networks", "cors_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
