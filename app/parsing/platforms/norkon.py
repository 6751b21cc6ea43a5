"""Norkon Live Center, the system behind the live blogs of Sky News, Sky Sports, the Times of Malta and others."""

from app.parsing.platform import Platform, Tier


class Norkon(Platform):
    """Times are clocks without a day, or a whole date and "4 hours ago"; older posts are loaded by scripts."""

    name = "norkon"
    tier = Tier.VENDOR
    marker = ".ncpost-list-post .ncpost-content, .ncpost-list-post .ncpost-container"
    hosts = ("news.sky.com", "skysports.com", "timesofmalta.com")

    entry = ".ncpost-list-post"
    entry_id = "[data-ncpost-id]@data-ncpost-id"
    permalink = 'a[href*="postid="]@href'
    title = ".ncpost-title"
    time = ".ncpost-timestamp"
    time_machine = "time.ncpost-timestamp@datetime"
    author = ".ncpost-byline"
    body = ".ncpost-content"
    skip = (".ncpost-title", ".ncpost-timestamp-ago", ".ncpost-share", ".ncpost-header")
    key_event = ".ncpost-keypoint, .ncpost-important, .ncpost-highlighted"
    pinned = ".ncpost-pinned, .ncpost-is-pinned"
    rejects = {"advert": ".ncpost-ad, .ncpost-advert"}

    key_points = ".ncpost-top-text-container li"
