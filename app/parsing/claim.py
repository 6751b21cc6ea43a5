"""Which platform a page belongs to, of all that the package of platforms holds."""

import pkgutil
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module

from app.parsing import platforms
from app.parsing.page import Page
from app.parsing.platform import Platform
from app.parsing.urls import parts_of


@cache
def all_platforms() -> tuple[Platform, ...]:
    """One of each platform in `app/parsing/platforms`, publishers first, by name within a tier."""
    found = []
    for module_info in pkgutil.iter_modules(platforms.__path__, f"{platforms.__name__}."):
        module = import_module(module_info.name)
        found += [
            kind()
            for kind in vars(module).values()
            if isinstance(kind, type)
            and issubclass(kind, Platform)
            and kind.__module__ == module.__name__
            and kind.name
        ]
    return tuple(sorted(found, key=lambda platform: (platform.tier, platform.name)))


def claimants(page: Page, candidates: Iterable[Platform]) -> list[Platform]:
    """The platforms of the first tier in which any claims the page."""
    claiming: list[Platform] = []
    for platform in sorted(candidates, key=lambda platform: platform.tier):
        if claiming and platform.tier > claiming[0].tier:
            break
        if platform.claims(page):
            claiming.append(platform)
    return claiming


def claim(page: Page, candidates: Sequence[Platform]) -> Platform | None:
    """The one platform that a page belongs to: of the first tier that claims it, one at home on the host first."""
    host = parts_of(page.url).hostname or ""
    order = sorted(candidates, key=lambda platform: (platform.tier, not platform.is_at_home(host)))
    # Walking a large tree once for all markers together takes a fraction of walking it for each.
    marked = [platform for platform in order if platform.is_told_by_marker]
    if marked and page.tree.css_first(", ".join(platform.marker for platform in marked)) is None:
        order = [platform for platform in order if not platform.is_told_by_marker]
    return next((platform for platform in order if platform.claims(page)), None)
