"""Live blogs whose posts are named by `data-testid` alone: Reuters, Sky News since 2025, Bloomberg."""

from app.parsing.platform import Platform, Tier


class LiveBlogPost(Platform):
    """Classes are hashed: parts are known by their test ids, or else by their tags.

    Reuters' JSON-LD repeats the page's headline, date and authors on every update.
    """

    name = "live-blog-post"
    tier = Tier.VENDOR
    marker = '[data-testid="live-blog-post"], [data-testid="LiveBlogPost"]'
    hosts = ("reuters.com", "news.sky.com", "bloomberg.com")

    entry = '[data-testid="live-blog-post"], [data-testid="LiveBlogPost"]'
    entry_id = "@id"
    permalink = 'header a[href*="#"], a[data-testid*="permalink" i]@href'
    title = '[data-testid="Heading"], [data-testid*="headline" i], [data-testid*="title" i], h2, h3, h4'
    time = 'time, [data-testid*="timestamp" i], [data-testid="DateLine"], [class*="timestamp" i]'
    time_machine = "time@datetime"
    author = '[data-testid="AuthorName"], [data-testid*="byline" i], [class*="byline" i], [rel="author"]'
    skip = ('[data-testid="SocialTools"]', '[data-testid*="share" i]', "header time")
    key_event = '[data-testid*="key-event" i], [data-testid*="keyevent" i], [data-testid*="breaking" i]'
    pinned = '[data-testid*="pinned" i]'
