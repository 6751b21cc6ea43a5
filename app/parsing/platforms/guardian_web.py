"""The Guardian's web pages since 2022 (dotcom-rendering)."""

from app.parsing.platform import Platform


class GuardianWeb(Platform):
    """Posts are `article.block` with the block's id; the copy held at the top has none and shows no date.

    Key events are told by the carousel above the stream, not by the post. Classes are hashed, so structure is what
    counts: time, byline and title stand in the post's header, share buttons and the last edit in its footer.
    """

    name = "guardian-web"
    marker = 'article.block[id^="block-"], [data-component="pinned-post"] article.block'
    hosts = ("theguardian.com",)
    publisher = "The Guardian"
    zone = "Europe/London"

    entry = "article.block"
    entry_id = "@id"
    permalink = 'header a[href*="#block-"]@href'
    title = "header h2"
    time = "header a[href*='#block-'] span"
    time_machine = "header time@datetime"
    updated_machine = "footer time@datetime"
    author = "header > div:not(:has(time)):not(:has(a[href*='#block-'])) span"
    skip = ("header", "footer", '[data-component="rich-link"]')
    key_links = '#key-events-carousel a, li a[href^="?filterKeyEvents"][href*="#block-"]@href'
    pinned = "article.block:not([id])"

    byline = '[data-component="meta-byline"]'
    key_points = '[data-gu-name="standfirst"] li'
    older_pages = '#liveblog-navigation a[href*="page=with:block-"]@href'
