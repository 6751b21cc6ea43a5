"""The filters on entries as query parameters; `app.store.filters` says what they mean."""

from dataclasses import fields
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, Field, model_validator

from app.api.identifiers import EXAMPLE
from app.api.lists import Cursor, Paging
from app.api.shape import Order, Shape
from app.api.values import Instant, PastInstant
from app.errors import Fault, InvalidParameter
from app.settings import Settings
from app.store.filters import EntryFilter

Names = Annotated[list[Annotated[str, Field(min_length=1, max_length=200)]], Field(max_length=50)]


class EntryQuery(BaseModel):
    """Filters on entries; all that are given hold at once."""

    PLACE: ClassVar[Literal["query", "body"]] = "query"
    PREFIX: ClassVar[str] = ""
    """Where the filters stand in a request, and what stands before their names there."""

    q: str | None = Field(
        default=None,
        min_length=1,
        max_length=500,
        description='Words in title or text: all of them, a "phrase", either OR other, -without.',
        examples=['ferry "storm surge" -harbour'],
    )
    author: Names = Field(
        default=[],
        description="Slug or name of an author. Several: signed by any of them. `none`: unsigned.",
        examples=[["mira-tolland"]],
    )
    exclude_author: Names = Field(
        default=[], description="Leave out entries signed by any of these.", examples=[["joss-hearn"]]
    )
    topic: Names = Field(
        default=[], description="Slug or name of a topic. Several: see `topic_match`.", examples=[["harbour"]]
    )
    topic_match: Literal["any", "all"] = Field(default="any", description="About any, or all, of the topics given.")
    exclude_topic: Names = Field(default=[], description="Leave out entries about any of these.", examples=[["sport"]])
    published_after: Instant | None = Field(
        default=None,
        description="Published at or after this instant (RFC 3339, with an offset).",
        examples=["2026-03-04T06:00:00Z"],
    )
    published_before: Instant | None = Field(
        default=None, description="Published before this instant.", examples=["2026-03-05T00:00:00Z"]
    )
    updated_after: Instant | None = Field(
        default=None, description="Edited at or after this instant.", examples=["2026-03-04T06:00:00Z"]
    )
    updated_before: Instant | None = Field(
        default=None, description="Edited before this instant.", examples=["2026-03-05T00:00:00Z"]
    )
    key_event: bool | None = Field(default=None, description="Marked by the publisher as a key event, or not.")
    pinned: bool | None = Field(default=None, description="Held at the top by the publisher, or not.")
    edited: bool | None = Field(default=None, description="Edited after it was published, or not.")
    deleted: Literal["exclude", "include", "only"] = Field(
        default="exclude", description="Entries that the publisher removed."
    )
    publisher: Names = Field(
        default=[],
        description="Name or slug of a publisher. Several: of any of them.",
        examples=[["the-harbour-gazette"]],
    )
    language: Names = Field(
        default=[], description="BCP 47 tag; `en` also finds `en-GB`. Several: any of them.", examples=[["en"]]
    )
    has_media: bool | None = Field(default=None, description="With images or embeds, or without.")
    links_to: Names = Field(
        default=[], description="Host that the entry links to, its subdomains included.", examples=[["bsky.app"]]
    )

    @model_validator(mode="after")
    def _ranges_run_forward(self) -> "EntryQuery":
        for name in ("published", "updated"):
            after, before = getattr(self, f"{name}_after"), getattr(self, f"{name}_before")
            if after and before and after >= before:
                message = f"must be earlier than {name}_before"
                fault = Fault(self.PLACE, f"{self.PREFIX}{name}_after", message)
                raise InvalidParameter(f"{name}_after {message}", faults=[fault])
        return self

    def to_filter(self, blog_id: UUID | None = None) -> EntryFilter:
        """The store's definition of the same filters, within one blog if given."""
        given = {name: getattr(self, name) for name in FILTERS if hasattr(self, name)}
        if blog_id:
            given["blog_id"] = [blog_id]
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in given.items()
        }
        return EntryFilter(**values)


class EntryQueryAcrossBlogs(EntryQuery):
    """The same filters, and the blog."""

    blog_id: Annotated[list[UUID], Field(max_length=50)] = Field(
        default=[], description="Of this blog. Several: of any of them.", examples=[[EXAMPLE]]
    )


class AsOf(BaseModel):
    """The instant at which a list of entries is read."""

    as_of: PastInstant | None = Field(
        default=None,
        description="Entries as they stood at this instant.",
        examples=["2026-03-04T12:00:00Z"],
    )


class EntryListQuery(EntryQueryAcrossBlogs, AsOf, Paging, Shape):
    """Filters, paging and shape of a list of entries."""


class BlogEntryListQuery(EntryQuery, AsOf, Paging, Shape):
    """Filters, paging and shape of a list of one blog's entries."""


class BlogFeedQuery(EntryQuery, AsOf, Paging):
    """Filters on the entries of a feed, and paging."""


class BlogDocumentQuery(EntryQuery, AsOf, Cursor):
    """Filters on the entries of a document that holds a whole blog, and where one too long for it goes on."""

    @staticmethod
    def size(settings: Settings) -> int:
        """How many entries to read."""
        return settings.max_document_entries


class ExportQuery(EntryQueryAcrossBlogs, AsOf, Order):
    """Filters on the entries of an export, and their order."""


class LabelListQuery(EntryQueryAcrossBlogs, Paging):
    """Filters on the entries that authors and topics are counted over, and paging."""


FILTERS = tuple(field.name for field in fields(EntryFilter))
