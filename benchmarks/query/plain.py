"""The plain way to serve the same list, as FastAPI's and SQLModel's tutorials do it: objects, and a response model.

`uvicorn benchmarks.query.plain:app` serves it, over the database that DATABASE_URL names.
"""

import os
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends, FastAPI
from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import defer
from sqlmodel import Session, col, create_engine, select

from app.api.schemas.entries import EntryPublic
from app.store.engine import libpq_url
from app.store.tables import Entry

CONNECTIONS = 10
"""As many as the service keeps by default."""

engine = create_engine(
    libpq_url(os.environ["DATABASE_URL"]).replace("postgresql://", "postgresql+psycopg://", 1),
    pool_size=CONNECTIONS,
    max_overflow=0,
)
app = FastAPI()


class Listed(EntryPublic):
    """An entry read from an object's attributes."""

    model_config = ConfigDict(from_attributes=True)


class Page(BaseModel):
    """A page of entries."""

    data: list[Listed]


def session() -> Iterator[Session]:
    """A session for a request."""
    with Session(engine) as opened:
        yield opened


@app.get("/entries", response_model=Page)
def read_entries(opened: Annotated[Session, Depends(session)], publisher: str, limit: int = 50) -> Any:  # noqa: ANN401
    """A publisher's newest entries."""
    statement = (
        select(Entry)
        .options(defer(Entry.search), defer(Entry.content_hash))  # type: ignore[arg-type]
        .where(Entry.publisher_slug == publisher)
        .order_by(col(Entry.sort_at).desc(), col(Entry.id).desc())
        .limit(limit)
    )
    return {"data": opened.exec(statement).all()}
