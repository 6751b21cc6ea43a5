"""The Guardian's AMP pages of 2019 to 2023 (dotcom-rendering)."""

from app.parsing.platform import Platform


class GuardianAmp(Platform):
    """An AMP live list whose items are named by the bare block id; a link tells the time and leads to the block.

    Nobody signs the blocks here, and nothing marks key events.
    """

    name = "guardian-amp"
    marker = 'amp-live-list [items] > [data-sort-time] > a[href*="#block-"]'
    hosts = ("theguardian.com",)
    publisher = "The Guardian"
    zone = "Europe/London"

    entry = "amp-live-list [items] > [data-sort-time]"
    entry_id = "@id"
    permalink = 'a[href*="#block-"]@href'
    title = "[data-sort-time] > h2"
    time = '[data-sort-time] > a[href*="#block-"]'
    time_machine = "@data-sort-time"
    updated = "[data-sort-time] > div:last-child:not(:has(*))"
    rejects = {"advert": '[items] > [id^="ad-"]', "tail": "#clean-blocks", "deleted": "[items] > [data-tombstone]"}

    older_pages = 'a[href*="page=with:block-"][rel]@href'
