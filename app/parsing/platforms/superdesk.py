"""Superdesk Live Blog (liveblog.pro): its default, classic and AMP themes."""

import re

from app.parsing.byline import read_byline
from app.parsing.document import Author, Body, TimeText
from app.parsing.fragment import body_of_html
from app.parsing.platform import Platform, Tier
from app.parsing.post import Post, text_of

_TEMPLATE = re.compile(r"</?template\b[^>]*>", re.IGNORECASE)


class Superdesk(Platform):
    """A post is an `article` that holds further ones, one for each item; sticky posts stand in the stream once more.

    The clock that readers see is filled in by scripts, or local to whoever made the page: the timestamp counts.
    Posts of social networks stand in templates, which scripts open once the reader agrees.
    """

    name = "superdesk"
    tier = Tier.VENDOR
    marker = "article.lb-post .lb-item, article.lb-post[data-post-id], article.lb-sticky-top-post"
    entry = "article.lb-post, article.lb-sticky-top-post"
    permalink = ".lb-post-permalink a@href"
    time = ".lb-post-date"
    time_machine = ".lb-post-date@data-js-timestamp"
    stamped = ".lb-post-metadata [data-js-timestamp]@data-js-timestamp"
    """Where themes of publishers have the timestamp."""
    updated = ".lb-updated-date"
    updated_machine = ".lb-post-updated-time@data-js-timestamp"
    author = ".lb-author__name"
    body = ".lb-item"
    skip = (".lb-author", ".lb-post-header", ".gdpr-consent-placeholder")
    key_event = ".lb-post--highlighted, .lb-post-highlighted"
    pinned = 'article[data-post-sticky="true" i], .lb-sticky-top-post, .pin-icon'
    rejects = {
        "advert": ".lb-advertisement, .lb-advertisment, .lb-type--advertisement",
        "deleted": "[data-tombstone]",
    }

    def read_id(self, post: Post) -> str | None:
        """The post's URN, or in the AMP theme the element's id."""
        return post.value("@data-post-id") or post.value("@id") or post.value(".lb-post-permalink a@id")

    def read_time(self, post: Post) -> TimeText | None:
        """The timestamp beside the date, else the instant by which AMP sorts."""
        shown = super().read_time(post)
        if shown and shown.machine:
            return shown
        machine = post.value("@data-sort-time") or post.value(self.stamped)
        return TimeText(shown.text if shown else None, machine) if shown or machine else None

    def read_body(self, post: Post) -> Body:
        """The items, with what templates hold."""
        if not post.has("template"):
            return super().read_body(post)
        markup = "".join(node.html or "" for node in self.body_nodes(post))
        return body_of_html(_TEMPLATE.sub("", markup), base_url=post.base_url, skip=self.skipped)

    def read_authors(self, post: Post) -> tuple[Author, ...]:
        """The author without the name of the blog that a syndicated post comes from."""
        name = post.first_with_text(self.author)
        producer = name.css_first(".lb-producer") if name else None
        text = text_of(name).removesuffix(text_of(producer) if producer else "") if name else ""
        return read_byline(text.removeprefix("Comment by"))
