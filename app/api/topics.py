"""Topics and the number of their entries."""

from typing import Annotated

from fastapi import Request
from starlette.responses import Response

from app.api.deps import Connection, SettingsDep
from app.api.filters import LabelListQuery
from app.api.lists import list_response
from app.api.query_model import in_query
from app.api.routing import router
from app.api.schemas.blogs import TopicList
from app.api.validity import Validity
from app.store.freshness import read_state
from app.store.labels import list_topics

routes = router("topics", conditional=True)


@routes.get("/topics", operation_id="listTopics", response_model=TopicList)
async def read_topics(
    request: Request,
    connection: Connection,
    settings: SettingsDep,
    query: Annotated[LabelListQuery, in_query(LabelListQuery)],
) -> Response:
    """List what the entries that the filters ask for are about, the most frequent topic first."""
    limit, validity = query.size(settings), Validity(request)
    if validity.in_question:
        validity.check(await read_state(connection))
    listing = await list_topics(connection, query.to_filter(), limit=limit, cursor=query.cursor)
    return list_response(request, listing, validity)
