"""Webhooks from scrapers, after Standard Webhooks."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import Request
from starlette.responses import Response

from app.api.bodies import read_body
from app.api.deps import LimitsDep, PoolDep, WorkerDep
from app.api.identifiers import SourceKey
from app.api.lists import MEDIA_TYPE
from app.api.routing import problems, router
from app.api.schemas.sources import JobAccepted
from app.errors import NotFound, SignatureRefused
from app.ingest.payloads import TYPES, read_payload
from app.push.signatures import verify
from app.store.jobs import accept_delivery
from app.store.sources import get_source

routes = router("ingest")
JSON_FACTOR = 2
"""A body of JSON may be so many times longer than the page in it."""

PAYLOAD: dict[str, Any] = {
    "parameters": [
        {"name": name, "in": "header", "required": True, "schema": {"type": "string"}, "description": description}
        for name, description in (
            ("webhook-id", "The message's id, the same on every retry."),
            ("webhook-timestamp", "When it was sent, in Unix seconds; at most five minutes from now."),
            ("webhook-signature", "`v1,` and the base64 HMAC-SHA256 over `id.timestamp.body`; several by spaces."),
        )
    ],
    "requestBody": {
        "required": True,
        "content": {
            MEDIA_TYPE: {
                "schema": {
                    "type": "object",
                    "required": ["type", "data"],
                    "properties": {
                        "type": {"type": "string", "enum": list(TYPES)},
                        "timestamp": {"type": "string", "format": "date-time"},
                        "data": {"type": "object"},
                    },
                }
            }
        },
    },
}


@routes.post(
    "/ingest/webhook/{source}",
    operation_id="ingestWebhook",
    status_code=HTTPStatus.ACCEPTED,
    response_model=JobAccepted,
    responses={
        200: {"model": JobAccepted, "description": "This webhook was taken before."},
        **problems(401, 413, 503),
    },
    openapi_extra=PAYLOAD,
)
async def ingest_webhook(
    request: Request, pool: PoolDep, worker: WorkerDep, limits: LimitsDep, source: SourceKey
) -> Response:
    """Take a scraper's pages or ready entries; 202 once they are stored, with a job that tells the outcome.

    The signature stands for the API key. `page.captured` has `url`, `html` and `observed_at`; `pages.captured` a list
    of such `pages`; `blog.captured` ready entries, as `liveblog parse` prints them or as a schema.org LiveBlogPosting.
    A retry with the same `webhook-id` does nothing.
    """
    now = datetime.now(UTC)
    body = await read_body(request, limits.max_bytes * JSON_FACTOR)
    async with pool.connection() as connection:
        try:
            known = await get_source(connection, source)
        except NotFound:
            # Whether a source exists is told to those who can sign for it only.
            raise SignatureRefused("the webhook-signature does not fit the message") from None
    message = verify(dict(request.headers), body, accepted=known.secrets, now=now)
    read_payload(body, sent_at=message.sent_at, limits=limits)
    async with pool.connection() as connection:
        job_id, new = await accept_delivery(connection, known.id, message.id, body, now=now)
    worker.wake()
    return Response(
        orjson.dumps({"job_id": job_id}),
        HTTPStatus.ACCEPTED if new else HTTPStatus.OK,
        media_type=MEDIA_TYPE,
        headers={"Location": str(request.url_for("read_job", job_id=job_id))},
    )
