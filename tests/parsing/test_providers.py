"""Who shows things in other people's pages."""

from app.parsing.providers import is_of, provider_of


def test_known_hosts_have_a_name_and_a_kind() -> None:
    """A host within a known domain is its provider's."""
    assert provider_of("platform.twitter.com") == ("X", "post")
    assert provider_of("maps.google.com") == ("Google Maps", "map")


def test_unknown_hosts_are_named_by_their_domain() -> None:
    """Domains below a country's second level keep three parts."""
    assert provider_of("embed.news.example") == ("news.example", "other")
    assert provider_of("polls.herald.co.uk") == ("herald.co.uk", "other")
    assert provider_of("localhost") == ("localhost", "other")


def test_hosts_belong_to_domains_by_whole_labels() -> None:
    """A name that merely ends alike is another's."""
    assert is_of("a.b.example", ("b.example",))
    assert not is_of("ab.example", ("b.example",))
