"""Every fixture comes out as a person reviewed it, and every platform is declared in full."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from app.parsing.claim import all_platforms, claimants
from app.parsing.parse import parse
from app.parsing.platform import Platform
from app.parsing.post import split_place
from app.render.json import blog_dict
from tests.platforms.fixtures import FIXTURES, Fixture

NAMES = {platform.name for platform in all_platforms()}


@pytest.mark.parametrize("fixture", FIXTURES, ids=str)
def test_fixture_comes_out_as_reviewed(fixture: Fixture) -> None:
    """The page's blog equals its expected.json."""
    assert blog_dict(parse(fixture.page)) == fixture.expected


@pytest.mark.parametrize("fixture", FIXTURES, ids=str)
def test_fixture_is_claimed_by_exactly_its_platform(fixture: Fixture) -> None:
    """One platform of the first claiming tier claims the page, the one whose folder it stands in; or none knows it."""
    expected = [fixture.platform] if fixture.platform in NAMES else []
    page = fixture.page
    assert [one.name for one in claimants(page, all_platforms())] == ([] if page.is_plain_text else expected)


@pytest.mark.parametrize("platform", all_platforms(), ids=lambda platform: platform.name)
def test_platform_has_a_fixture(platform: Platform) -> None:
    """A page of our own shows the platform's quirks."""
    assert platform.name in {fixture.platform for fixture in FIXTURES}


@pytest.mark.parametrize("platform", all_platforms(), ids=lambda platform: platform.name)
def test_platform_is_declared_in_full(platform: Platform) -> None:
    """It has a docstring and a way to claim pages, and declares nothing empty."""
    declared = {name: value for name, value in vars(type(platform)).items() if not name.startswith("_")}
    assert type(platform).__doc__
    assert platform.marker or platform.data_needle or type(platform).claims is not Platform.claims
    assert [name for name, value in declared.items() if value in ("", (), {}, None)] == []


@pytest.mark.parametrize("platform", all_platforms(), ids=lambda platform: platform.name)
def test_platform_selectors_can_be_read(platform: Platform) -> None:
    """Every selector it declares is one that the parser understands."""
    tree = LexborHTMLParser("<p>ahoy</p>")
    plain = {"name", "needle", "data_needle", "publisher", "zone", "language"}
    for name, value in vars(type(platform)).items():
        if name in plain or name.startswith("_") or name not in Platform.__annotations__:
            continue
        declared = value.values() if isinstance(value, dict) else [value] if isinstance(value, str) else value
        for place in declared if name not in ("tier", "hosts") else ():
            selector, _ = split_place(place)
            assert not selector or tree.css(selector) is not None, place


def test_platform_names_are_unique() -> None:
    """No two platforms answer to one name."""
    names = [platform.name for platform in all_platforms()]
    assert len(names) == len(set(names))
