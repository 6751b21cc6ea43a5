"""The Independent's and the Evening Standard's AMP pages."""

from app.parsing.platform import Platform


class IndependentAmp(Platform):
    """An AMP live list of `div#post-<n>`, with adverts as siblings; classes are hashed.

    Posts are written ahead and published on a schedule: `data-sort-time` and the JSON-LD tell when one was written,
    the clock a reader sees and `amp-timeago` when it was published.
    """

    name = "independent-amp"
    marker = 'amp-live-list [id^="post-"] amp-timeago'
    hosts = ("independent.co.uk", "standard.co.uk")
    zone = "Europe/London"

    stream = "amp-live-list [items], amp-live-list > div"
    entry = '[id^="post-"][data-sort-time]'
    entry_id = "@id"
    permalink = 'a[href^="#post-"]@href'
    title = "h3"
    time = "div:last-child > div > span:last-child"
    time_machine = "amp-timeago@datetime"
    author = "div:last-child > div > span:first-child:not(:last-child)"
    skip = ("figure + h3", "figure + h3 + p", "div:has(> figure + h3 a)", "amp-timeago")
