"""The Times of India group's web pages."""

from app.parsing.platform import Platform


class TimesOfIndia(Platform):
    """Hashed classes: a post is the element with a clock and an empty `time` beside it, followed by its text.

    Posts have no heading of their own, a bold first line is text. The JSON-LD repeats the text as headline.
    """

    name = "times-of-india"
    needle = "toiimg.com"
    marker = "div > div > span + time[datetime]:empty + meta[content]"
    hosts = ("indiatimes.com", "timesofindia.com", "maharashtratimes.com", "navbharattimes.com")
    zone = "Asia/Kolkata"

    entry = "div:has(> div > span + time[datetime] + meta[content])"
    time = "span:has(+ time)"
    time_machine = "time@datetime"
    skip = ("div:has(> span + time)",)
