"""Easy Liveblogs, a WordPress plugin of many smaller publishers."""

from collections.abc import Iterator

from app.parsing.page import Page
from app.parsing.platform import Platform, Tier
from app.parsing.post import Post


class EasyLiveblogs(Platform):
    """The machine-readable time is local and says no offset, and so are the epoch seconds, which are left alone.

    A post that is shared by its address stands at the top once more.
    """

    name = "easy-liveblogs"
    tier = Tier.VENDOR
    marker = "li.elb-liveblog-post[data-elb-post-id]"

    entry = "li.elb-liveblog-post"
    entry_id = "@data-elb-post-id"
    title = ".elb-liveblog-post-heading"
    time = ".elb-liveblog-post-time time"
    time_machine = ".elb-liveblog-post-time time@datetime"
    author = ".elb-liveblog-post-author"
    body = ".elb-liveblog-post-content"
    skip = (".elb-liveblog-post-sharing", ".elb-liveblog-actions")

    def posts(self, page: Page) -> Iterator[Post]:
        """The posts, with the one that stands at the top once more behind all others."""
        yield from sorted(super().posts(page), key=lambda post: post.has(".elb-liveblog-highlighted-post"))
