"""What elements are by their names."""

import pytest

from app.parsing.roles import Role, role_of


@pytest.mark.parametrize(
    ("names", "role"),
    [
        ("share-buttons", Role.SHARE),
        ("entry__share", Role.SHARE),
        ("c-post__share-tools--inline", Role.SHARE),
        ("SocialShare", Role.SHARE),
        ("ncpost-sharing", Role.SHARE),
        ("adSlot", Role.ADVERT),
        ("article-ad", Role.ADVERT),
        ("taboola", Role.ADVERT),
        ("consent-banner", Role.ADVERT),
        ("newsletter-signup", Role.SIGN_UP),
        ("element-rich-link", Role.RELATED),
        ("sdc-article-related-stories", Role.RELATED),
        ("sr-only", Role.HIDDEN),
        ("gel visually-hidden", Role.HIDDEN),
        ("hidden", Role.HIDDEN),
        ("d-none", Role.HIDDEN),
        ("author-avatar", Role.AVATAR),
        ("lx-media-asset__copyright", Role.CREDIT),
        ("image__caption attribution", Role.CAPTION),
        ("newsCaption", Role.CAPTION),
        ("c-photo__cap", Role.CAPTION),
        ("bilde_tekst", Role.CAPTION),
        ("fotokredit", Role.CREDIT),
        ("element-video", Role.PLAYER),
        ("twitter-tweet", Role.POST),
    ],
)
def test_names_tell_roles(names: str, role: Role) -> None:
    """Hyphens, underscores, capitals and words of place do not matter."""
    assert role_of(names) is role


@pytest.mark.parametrize(
    "names",
    [
        "",
        "share-price",
        "market-share",
        "shareholder",
        "has-share",
        "ad-free",
        "adventure",
        "header",
        "download",
        "subscriber-content",
        "hidden md:block",
        "d-none d-lg-flex",
        "unhidden",
        "credited",
        "live-post__content",
        "story-text",
        "iconic",
        "dcr-1ad2share",
    ],
)
def test_other_names_tell_nothing(names: str) -> None:
    """A word within a word, or one among unknown others, is no role."""
    assert role_of(names) is Role.NONE


def test_endless_names_are_cut() -> None:
    """Only the first names are read, so no page fills the memory of the process with them."""
    assert role_of("x" * 1_000_000) is Role.NONE
    assert role_of("y " * 1_000_000 + "share") is Role.NONE
