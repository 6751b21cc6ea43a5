"""create_app(): the one place where the parts meet."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI

from app.api import health
from app.errors import ConfigurationError
from app.settings import Settings
from app.store.engine import open_pool


def create_app(settings: Settings) -> FastAPI:
    """The service over the migrated database that `settings` names; it connects when it starts."""
    if settings.database_url is None:
        raise ConfigurationError(
            "the service needs a database_url; `liveblog serve` starts embedded Postgres and has one"
        )
    database_url = settings.database_url.get_secret_value()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_pool(
            database_url,
            size=settings.database_pool_size,
            statement_timeout_seconds=settings.statement_timeout_seconds,
        ) as pool:
            app.state.pool = pool
            yield

    app = FastAPI(title="Liveblog API", version=version("liveblog-api"), lifespan=lifespan)
    app.state.settings = settings
    app.include_router(health.router)
    return app
