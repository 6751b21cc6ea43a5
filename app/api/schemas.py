"""What we promise: the shapes of answers, as OpenAPI shows them.

Lists of entries leave Postgres as JSON in these shapes and are not built from these classes; tests hold both together.
"""

from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field


class ProblemFault(BaseModel):
    """One parameter or field that is wrong."""

    where: Literal["query", "path", "header", "body"] = Field(alias="in")
    name: str
    message: str


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str = Field(description="Stable name of the error, for programs.", examples=["invalid_parameter"])
    request_id: str | None
    errors: list[ProblemFault]
    snapshot_id: UUID | None = Field(
        default=None, description="The page that was kept although it could not be read, where there is one."
    )


class AuthorPublic(BaseModel):
    """Someone an entry is signed by."""

    name: str
    slug: str
    url: str | None = None
    role: str | None = None


class TopicPublic(BaseModel):
    """What an entry is about, and who says so: the publisher, a rule, or the text itself."""

    name: str
    slug: str
    source: Literal["publisher", "rule", "text"]


class ImagePublic(BaseModel):
    """A content image."""

    url: str | None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    width: int | None = None
    height: int | None = None


class EmbedPublic(BaseModel):
    """Something shown from elsewhere."""

    url: str | None
    provider: str | None = None
    kind: str | None = None


class LinkPublic(BaseModel):
    """A hyperlink in the text."""

    url: str
    text: str


class EntryPublic(BaseModel):
    """One timestamped post of a live blog."""

    id: UUID
    blog_id: UUID
    external_id: str = Field(description="The publisher's id of the post, or one derived from what does not change.")
    permalink: str | None
    title: str | None
    published_at: AwareDatetime | None = Field(description="Null when the page does not let one tell.")
    published_at_raw: str | None = Field(description="The time as the page shows it.")
    time_precision: Literal["second", "minute", "day"] | None
    updated_at: AwareDatetime | None
    authors: list[AuthorPublic]
    key_event: bool = Field(description="Marked by the publisher as an entry that matters.")
    pinned: bool
    body_html: str = Field(description="Safe HTML: no scripts, styles or event handlers.")
    body_text: str = Field(description="Plain text, with blank lines between paragraphs.")
    images: list[ImagePublic]
    embeds: list[EmbedPublic]
    links: list[LinkPublic]
    topics: list[TopicPublic]
    provenance: dict[str, str] = Field(
        description="Where each field was found: json-ld, microdata, rdfa, dom or inferred.",
        examples=[{"published_at": "inferred", "title": "dom"}],
    )
    version: int = Field(description="1 for a new entry; each edit, deletion and restoring raises it.")
    first_seen_at: AwareDatetime
    last_seen_at: AwareDatetime
    deleted_at: AwareDatetime | None


class BlogPublic(BaseModel):
    """One live blog."""

    id: UUID
    url: str | None
    headline: str | None
    description: str | None
    publisher: str | None
    language: str | None
    platform: str | None
    time_zone: str | None
    authors: list[AuthorPublic]
    key_points: list[str]
    topics: list[TopicPublic]
    coverage: dict[str, Any]
    published_at: AwareDatetime | None
    updated_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    first_seen_at: AwareDatetime
    last_seen_at: AwareDatetime
    active_at: AwareDatetime = Field(description="The time of the newest entry; lists of blogs follow it.")
    entry_count: int
    snapshot_id: UUID | None = Field(description="The page that was recorded last.")


class AuthorCount(BaseModel):
    """An author and the number of entries signed by them."""

    name: str
    slug: str
    entries: int


class TopicCount(BaseModel):
    """A topic and the number of entries about it."""

    name: str
    slug: str
    source: Literal["publisher", "rule", "text"]
    entries: int


class ListPublic(BaseModel):
    """The envelope of every list."""

    next_cursor: str | None = Field(description="Give it as `cursor` to go on; null at the end.")
    prev_cursor: str | None = Field(description="Give it as `cursor` to go back.")
    has_more: bool
    latest_seq: int = Field(description="The change log's end when the list was read.")


class EntryList(ListPublic):
    """A list of entries, newest first unless asked otherwise; with `fields`, entries hold those only."""

    data: list[EntryPublic]
    count: int | None = Field(
        default=None, ge=0, description="How many entries the filters ask for; there only if `count` asked for it."
    )


class EntryContext(BaseModel):
    """An entry and its neighbours in its blog, in the order of posting."""

    before: list[EntryPublic]
    entry: EntryPublic
    after: list[EntryPublic]


class FacetValue(BaseModel):
    """An author, topic, publisher or language, and how many entries have it."""

    name: str | None
    slug: str
    entries: int


class FacetCounts(BaseModel):
    """Counts by each facet that was asked for, the largest first."""

    author: list[FacetValue] | None = None
    topic: list[FacetValue] | None = None
    publisher: list[FacetValue] | None = None
    language: list[FacetValue] | None = None


class Facets(BaseModel):
    """Counts of entries by what they have."""

    data: FacetCounts


class HistogramBucket(BaseModel):
    """Entries from `start` up to the next bucket's."""

    start: AwareDatetime
    entries: int
    groups: dict[str, int] = Field(description="Counts by slug, or by true and false, if `group_by` was given.")


class Histogram(BaseModel):
    """Counts of entries over time, without gaps."""

    interval: Literal["5m", "1h", "1d"]
    tz: str
    data: list[HistogramBucket]


class BlogList(ListPublic):
    """A list of blogs, the most recently active first."""

    data: list[BlogPublic]


class AuthorList(ListPublic):
    """A list of authors, those with most entries first."""

    data: list[AuthorCount]


class TopicList(ListPublic):
    """A list of topics, those with most entries first."""

    data: list[TopicCount]


class RevisionPublic(BaseModel):
    """One version of an entry."""

    version: int
    kind: Literal["created", "updated", "deleted"]
    changed: list[str] = Field(description="The fields in which it differs from the version before.")
    snapshot_id: UUID | None = Field(description="The page that showed it first.")
    first_seen_at: AwareDatetime
    last_seen_at: AwareDatetime
    superseded_at: AwareDatetime | None = Field(description="Null for the present version.")
    entry: EntryPublic = Field(description="The entry as it stood.")


class RevisionList(BaseModel):
    """Versions of an entry, oldest first."""

    data: list[RevisionPublic]
    has_more: bool


class DiffPiece(BaseModel):
    """A stretch of text that stayed, was added or was removed."""

    kind: Literal["same", "added", "removed"]
    text: str


class RevisionDiff(BaseModel):
    """What a version changed, in words."""

    version: int
    changed: list[str]
    title: list[DiffPiece]
    body: list[DiffPiece]


class ReparsedEntry(BaseModel):
    """An entry that today's parser reads differently."""

    entry_id: UUID
    kind: Literal["created", "updated", "deleted"]
    version: int
    changed: list[str]
    title: str | None


class ReparseResult(BaseModel):
    """What reading a stored page again changes, or would change."""

    snapshot_id: UUID
    dry_run: bool
    entries: "EntryCounts"
    differences: list[ReparsedEntry]
    warnings: list[str]


class ChangePublic(BaseModel):
    """One step of an entry from one version to the next."""

    seq: int
    kind: Literal["created", "updated", "deleted"]
    blog_id: UUID
    entry_id: UUID
    version: int
    at: AwareDatetime = Field(description="When the page that showed the change was observed.")
    recorded_at: AwareDatetime
    entry: EntryPublic = Field(description="The entry as it is now.")


class ChangeList(BaseModel):
    """Changes in the order of `seq`."""

    data: list[ChangePublic]
    next_since: int = Field(description="Give it as `since` to go on.")
    has_more: bool
    latest_seq: int


class EntryCounts(BaseModel):
    """What a page did to the entries of its blog."""

    created: int
    updated: int
    unchanged: int
    deleted: int
    rejected: int = Field(description="Posts on the page that were seen and left out; `coverage` says why.")


class RejectedPublic(BaseModel):
    """Posts that were left out."""

    reason: str
    count: int
    sample: str | None


class CoveragePublic(BaseModel):
    """How much of the blog a page holds."""

    found: int
    declared: int | None = Field(description="Entries that the page itself says the blog has.")
    rejected: list[RejectedPublic]
    older_pages: list[str] = Field(description="URLs of pages that hold older entries.")
    complete: bool | None


class IngestResult(BaseModel):
    """What became of a page."""

    blog_id: UUID
    snapshot_id: UUID
    entries: EntryCounts
    coverage: CoveragePublic
    warnings: list[str]


class ParsedAuthor(BaseModel):
    """Someone a parsed entry is signed by."""

    name: str
    url: str | None
    role: str | None


class ParsedTopic(BaseModel):
    """What a parsed entry is about."""

    name: str
    source: Literal["publisher", "rule", "text"]


class ParsedEntryPublic(BaseModel):
    """A post as one page shows it."""

    external_id: str
    permalink: str | None
    title: str | None
    published_at: AwareDatetime | None
    published_at_raw: str | None
    time_precision: Literal["second", "minute", "day"] | None
    updated_at: AwareDatetime | None
    authors: list[ParsedAuthor]
    key_event: bool
    pinned: bool
    body_html: str
    body_text: str
    images: list[ImagePublic]
    embeds: list[EmbedPublic]
    links: list[LinkPublic]
    topics: list[ParsedTopic]
    provenance: dict[str, str]


class ParsedBlogPublic(BaseModel):
    """A live blog as one page shows it, entries in page order."""

    url: str | None
    headline: str | None
    publisher: str | None
    language: str | None
    authors: list[ParsedAuthor]
    key_points: list[str]
    platform: str
    coverage: CoveragePublic
    warnings: list[str]
    description: str | None
    topics: list[ParsedTopic]
    published_at: AwareDatetime | None
    updated_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    time_zone: str | None
    entries: list[ParsedEntryPublic]


class SnapshotPublic(BaseModel):
    """A page as it was stored."""

    id: UUID
    url: str | None
    final_url: str | None
    sha256: str
    size: int
    content_type: str | None
    headers: dict[str, str]
    observed_at: AwareDatetime
    received_at: AwareDatetime
    last_observed_at: AwareDatetime
    observations: int
    parser_version: str | None
    outcome: Literal["stored", "parsed", "no_live_blog", "failed"]
    detail: str | None
    blog_id: UUID | None


class SnapshotList(BaseModel):
    """Stored pages in the order in which they were observed."""

    data: list[SnapshotPublic]
    has_more: bool


class SourcePublic(BaseModel):
    """A source and its health."""

    id: UUID
    kind: Literal["watch", "webhook"]
    name: str
    url: str | None
    state: Literal["active", "stalled", "ended", "paused"]
    created_at: AwareDatetime
    blog_id: UUID | None
    next_at: AwareDatetime | None = Field(description="When a watched URL is polled next.")
    interval_seconds: float | None
    failures: int = Field(description="Failures since the last success.")
    last_success_at: AwareDatetime | None
    last_error: str | None
    last_error_at: AwareDatetime | None
    last_entry_at: AwareDatetime | None = Field(description="When a new or edited entry was last seen.")
    posts_per_hour: float | None


class SourceCreated(SourcePublic):
    """A source just made; its secret is shown this once."""

    secret: str | None


class SourceList(BaseModel):
    """Sources by name."""

    data: list[SourcePublic]
    has_more: bool


class JobAccepted(BaseModel):
    """A job that will be done."""

    job_id: UUID


class JobPublic(BaseModel):
    """A job and its outcome, page by page."""

    id: UUID
    source_id: UUID | None
    status: Literal["queued", "done", "failed"]
    attempts: int
    result: list[dict[str, Any]] | None = Field(description="One outcome for each page, once the job is finished.")
    error: str | None
    created_at: AwareDatetime
    finished_at: AwareDatetime | None


class FollowedPages(BaseModel):
    """What following a blog's further pages did."""

    pages: int
    failed: dict[str, str] = Field(description="Why each page that failed did, by URL.")
    complete: bool = Field(description="Whether the blog's beginning was reached.")


class UrlIngestResult(IngestResult):
    """What became of a fetched page, and of the further pages if they were followed."""

    final_url: str
    followed: FollowedPages | None


class Health(BaseModel):
    """Whether the service works."""

    status: Literal["ok"]
