"""What entries, blogs and parsed pages are made of."""

from typing import Literal

from pydantic import BaseModel


class AuthorPublic(BaseModel):
    """Someone an entry is signed by."""

    name: str
    slug: str
    url: str | None = None
    role: str | None = None


class TopicPublic(BaseModel):
    """What an entry is about, and who says so: the publisher, a rule, or the text itself."""

    name: str
    slug: str
    source: Literal["publisher", "rule", "text"]


class ImagePublic(BaseModel):
    """A content image."""

    url: str | None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    width: int | None = None
    height: int | None = None


class EmbedPublic(BaseModel):
    """Something shown from elsewhere."""

    url: str | None
    provider: str | None = None
    kind: str | None = None


class LinkPublic(BaseModel):
    """A hyperlink in the text."""

    url: str
    text: str
