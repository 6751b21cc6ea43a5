"""Serves the built-in page and what it loads, all from this package."""

from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse

routes = APIRouter(include_in_schema=False)

FILES = Path(__file__).parent / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' https: http:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


@routes.get("/")
async def read_page() -> FileResponse:
    """The page."""
    return _file("index.html")


@routes.get("/dashboard.js")
async def read_script() -> FileResponse:
    """Its script."""
    return _file("dashboard.js")


@routes.get("/dashboard.css")
async def read_style() -> FileResponse:
    """Its style."""
    return _file("dashboard.css")


@routes.get("/icon.svg")
async def read_icon() -> FileResponse:
    """What browsers show on its tab."""
    return _file("icon.svg")


def _file(name: str) -> FileResponse:
    return FileResponse(FILES / name, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"})
