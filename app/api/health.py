"""Whether the service lives and can answer."""

from starlette.responses import Response

from app.api.deps import Connection
from app.api.routing import problems, router
from app.api.schemas.health import Health

routes = router("health", prefix="")


@routes.get("/healthz", operation_id="getHealth")
async def read_health() -> Health:
    """The process is alive."""
    return Health(status="ok")


@routes.get("/readyz", operation_id="getReadiness", responses=problems(503))
async def read_readiness(connection: Connection, response: Response) -> Health:
    """The service can answer: its database does."""
    await connection.execute("SELECT 1")
    response.headers["Cache-Control"] = "no-store"
    return Health(status="ok")
