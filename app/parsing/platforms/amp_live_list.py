"""Plain AMP live lists (`amp-live-list`), whoever publishes them."""

from app.parsing.document import TimeText
from app.parsing.platform import Platform, Tier
from app.parsing.post import Post


class AmpLiveList(Platform):
    """Items carry the epoch seconds or milliseconds to sort by; those taken back stay as empty "tombstones"."""

    name = "amp-live-list"
    tier = Tier.GENERIC
    marker = "amp-live-list [items] > [id][data-sort-time]"

    entry = "amp-live-list [items] > [data-sort-time]"
    entry_id = "@id"
    permalink = 'a[href*="#"]@href'
    title = "h1, h2, h3, h4"
    time = "time, amp-timeago"
    time_machine = "time[datetime], amp-timeago[datetime]@datetime"
    updated_machine = "@data-update-time"
    author = '[class*="author" i], [class*="byline" i], [rel="author"], [itemprop="author"]'
    rejects = {"deleted": "[items] > [data-tombstone]", "advert": '[items] > [id^="ad-"]'}

    older_pages = "amp-live-list [pagination] a@href"

    def read_time(self, post: Post) -> TimeText | None:
        """The time shown, else the instant to sort by."""
        return super().read_time(post) or TimeText(machine=post.value("@data-sort-time"))
