"""Sources: watched URLs, and scrapers with a signing secret."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any, Literal
from uuid import uuid4

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, model_validator
from starlette.responses import Response

from app.api.deps import Connection, SettingsDep
from app.api.identifiers import SourceKey
from app.api.lists import PageSize, page_size
from app.api.query_model import in_query
from app.api.routing import WRITER, WRITER_ERRORS, problems, router
from app.api.schemas.sources import SourceCreated, SourceList, SourcePublic
from app.api.values import WebUrl
from app.errors import Fault, InvalidParameter
from app.push.signatures import check_secret, new_secret
from app.store.sources import add_source, change_source, delete_source, get_source, list_sources
from app.store.work_tables import Source

routes = router("sources")
MAX_SECRETS = 3

Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Secret = Annotated[
    str, Field(min_length=1, max_length=200, json_schema_extra={"pattern": "^whsec_([A-Za-z0-9+/]{4}){8,20}$"})
]
NOTHING = {"type": "null"}
WHAT_A_KIND_NEEDS: dict[str, Any] = {
    "if": {"properties": {"kind": {"const": "watch"}}},
    "then": {"properties": {"url": {"type": "string"}, "secret": NOTHING}, "required": ["url"]},
    "else": {"properties": {"name": {"type": "string"}, "url": NOTHING}, "required": ["name"]},
}
"""What `NewSource` checks across its fields, in the words of JSON Schema."""


class NewSource(BaseModel):
    """A source to be made."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=WHAT_A_KIND_NEEDS)

    kind: Literal["watch", "webhook"] = Field(description="`watch` polls a URL; `webhook` takes what a scraper sends.")
    name: Name | None = Field(default=None, description="A name of your own; a watched URL may do without.")
    url: WebUrl | None = Field(
        default=None, description="The live blog to watch.", examples=["https://news.example/live"]
    )
    secret: Secret | None = Field(
        default=None, description="What the scraper signs with, as `whsec_...`; generated and shown once when absent."
    )

    @model_validator(mode="after")
    def _fits_its_kind(self) -> "NewSource":
        wrong = {
            "url": self.kind == "watch" and self.url is None and "is needed to watch it",
            "name": self.kind == "webhook" and self.name is None and "is needed: it stands in the webhook's address",
            "secret": self.kind == "watch" and self.secret is not None and "is for webhooks only",
        }
        faults = [Fault("body", name, message) for name, message in wrong.items() if message]
        if self.kind == "webhook" and self.url is not None:
            faults.append(Fault("body", "url", "is for watched sources only"))
        if faults:
            raise InvalidParameter("; ".join(f"{fault.name} {fault.message}" for fault in faults), faults=faults)
        return self


class SourceChanges(BaseModel):
    """What to change of a source; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    paused: bool | None = Field(default=None, description="Stop polling, or go on; also revives one that ended.")
    secret: Secret | None = Field(
        default=None, description="A new secret, taken beside the one before while the scraper changes over."
    )
    drop_old_secrets: bool = Field(default=False, description="Take the newest secret alone from now on.")


class SourceQuery(BaseModel):
    """Where in the list of sources to read."""

    after: str | None = Field(
        default=None, max_length=200, description="Sources after this name.", examples=["harbour-scraper"]
    )
    limit: PageSize | None = Field(default=None, description="Sources in the answer.", examples=[50])


@routes.get("/sources", operation_id="listSources", dependencies=WRITER, responses=problems(*WRITER_ERRORS))
async def read_sources(
    connection: Connection, settings: SettingsDep, query: Annotated[SourceQuery, in_query(SourceQuery)]
) -> SourceList:
    """List sources by name, with their health: last success, error, posts per hour, state."""
    limit = page_size(query.limit, settings)
    found = await list_sources(connection, limit=limit + 1, after=query.after)
    return SourceList(data=[public(source) for source in found[:limit]], has_more=len(found) > limit)


@routes.post(
    "/sources",
    operation_id="createSource",
    dependencies=WRITER,
    status_code=HTTPStatus.CREATED,
    responses=problems(*WRITER_ERRORS, 409, 413),
)
async def create_source(request: Request, response: Response, connection: Connection, new: NewSource) -> SourceCreated:
    """Make a source: a URL to watch, or a scraper that will send webhooks. The secret is shown this once."""
    now = datetime.now(UTC)
    secret = check_secret(new.secret) if new.secret else new_secret()
    is_webhook = new.kind == "webhook"
    source = Source(
        id=uuid4(),
        kind=new.kind,
        name=new.name or str(new.url),
        url=new.url,
        secrets=[secret] if is_webhook else [],
        state="active",
        created_at=now,
        next_at=None if is_webhook else now,
    )
    await add_source(connection, source)
    response.headers["Location"] = str(request.url_for("read_source", source=source.id))
    return SourceCreated(**public(source).model_dump(), secret=secret if is_webhook else None)


@routes.get("/sources/{source}", operation_id="getSource", dependencies=WRITER, responses=problems(*WRITER_ERRORS, 404))
async def read_source(connection: Connection, source: SourceKey) -> SourcePublic:
    """Get one source, by its id or name."""
    return public(await get_source(connection, source))


@routes.patch(
    "/sources/{source}",
    operation_id="updateSource",
    dependencies=WRITER,
    responses=problems(*WRITER_ERRORS, 404, 409, 413),
)
async def update_source(connection: Connection, source: SourceKey, changes: SourceChanges) -> SourcePublic:
    """Rename or pause a source, let it go on, or bring in a new secret."""
    known = await get_source(connection, source)
    values: dict[str, object] = {}
    if changes.name is not None:
        values["name"] = changes.name
    if changes.paused is not None:
        values["state"] = "paused" if changes.paused else "active"
        values["next_at"] = datetime.now(UTC) if known.kind == "watch" else None
    secrets = known.secrets
    if changes.secret is not None:
        if known.kind != "webhook":
            raise InvalidParameter("secret is for webhooks only", faults=[Fault("body", "secret", "is for webhooks")])
        secrets = [check_secret(changes.secret), *secrets][:MAX_SECRETS]
    values["secrets"] = secrets[:1] if changes.drop_old_secrets else secrets
    return public(await change_source(connection, known.id, values))


@routes.delete(
    "/sources/{source}",
    operation_id="deleteSource",
    dependencies=WRITER,
    status_code=HTTPStatus.NO_CONTENT,
    responses=problems(*WRITER_ERRORS, 404),
)
async def remove_source(connection: Connection, source: SourceKey) -> None:
    """Forget a source. Blogs and entries that came from it stay."""
    await delete_source(connection, (await get_source(connection, source)).id)


@routes.post(
    "/sources/{source}/refresh",
    operation_id="refreshSource",
    dependencies=WRITER,
    status_code=HTTPStatus.ACCEPTED,
    responses=problems(*WRITER_ERRORS, 404),
)
async def refresh_source(connection: Connection, source: SourceKey) -> SourcePublic:
    """Poll a watched URL now instead of when it is due; one that ended is watched again."""
    known = await get_source(connection, source)
    if known.kind != "watch":
        message = "only watched URLs can be refreshed"
        raise InvalidParameter(message, faults=[Fault("path", "source", message)])
    changed = await change_source(connection, known.id, {"state": "active", "next_at": datetime.now(UTC)})
    return public(changed)


def public(source: Source) -> SourcePublic:
    """What is shown of a source: everything but its secrets and leases."""
    return SourcePublic(**source.model_dump(include=set(SourcePublic.model_fields)))
