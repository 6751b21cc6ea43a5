"""The Associated Press' live updates, on Brightspot."""

from app.parsing.platform import Platform


class Ap(Platform):
    """Each post is a custom element with its time in epoch milliseconds; scripts fill in the clock beside it."""

    name = "ap"
    marker = "bsp-liveblog-post, .LiveBlogPost .LiveBlogPost-headline"
    hosts = ("apnews.com",)
    zone = "America/New_York"

    entry = "bsp-liveblog-post, .LiveBlogPost"
    entry_id = "[data-post-id]@data-post-id"
    permalink = "bsp-copy-link[data-link]@data-link"
    title = ".LiveBlogPost-headline"
    time = ".LiveBlogPost-time"
    time_machine = "[data-posted-date-timestamp]@data-posted-date-timestamp"
    author = ".LiveBlogPost-byline, .LiveBlogPost-authors, .LiveBlogPost-author"
    body = ".LiveBlogPost-body"
    skip = ("bsp-copy-link", ".LiveBlogPost-date", ".ActionBar", ".Advertisement", ".HtmlModule-related")
    day_heading = ".LiveBlogPage-dateGroup"
    pinned = ".LiveBlogPost-pinned, [data-pinned]"

    headline = "h1.Page-headline"
    key_points = ".LiveBlogPage-keyPoints li, .LiveBlogPage-summary li"
    older_pages = ".LiveBlogPage-pagination a, .Pagination-nextPage a@href"
