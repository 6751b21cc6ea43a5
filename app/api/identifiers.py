"""Identifiers in paths, as OpenAPI shows them."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

EXAMPLE = "0198c0de-2026-7304-8abc-0123456789ab"

BlogId = Annotated[UUID, Path(description="Id of a blog.", examples=[EXAMPLE])]
EntryId = Annotated[UUID, Path(description="Id of an entry.", examples=[EXAMPLE])]
SnapshotId = Annotated[UUID, Path(description="Id of a snapshot.", examples=[EXAMPLE])]
JobId = Annotated[UUID, Path(description="Id of a job.", examples=[EXAMPLE])]
SourceKey = Annotated[str, Path(description="Id or name of a source.", examples=["harbour-scraper"])]
TopicSlug = Annotated[str, Path(description="Slug of a topic.", examples=["ferry-strike"])]
WebhookId = Annotated[UUID, Path(description="Id of a webhook.", examples=[EXAMPLE])]
