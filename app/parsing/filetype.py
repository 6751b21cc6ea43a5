"""What bytes that are no HTML look like, so that a refusal can name it."""

import re

import orjson

# (offset, magic number, what it is); the registries are file(1)'s and IANA's media types.
MAGIC_NUMBERS = (
    (0, b"%PDF-", "a PDF document"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (8, b"AVI ", "a video"),
    (8, b"WAVE", "a sound file"),
    (4, b"ftyp", "an MP4 video or a HEIF image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (0, b"\0\0\1\0", "an icon"),
    (0, b"\x1f\x8b", "gzip-compressed bytes"),
    (0, b"\x28\xb5\x2f\xfd", "zstd-compressed bytes"),
    (0, b"BZh", "bzip2-compressed bytes"),
    (0, b"\xfd7zXZ\0", "xz-compressed bytes"),
    (0, b"PK\x03\x04", "a ZIP archive or an Office document"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\0", "a program"),
    (0, b"\xca\xfe\xba\xbe", "a program"),
    (0, b"\xcf\xfa\xed\xfe", "a program"),
    (0, b"\0asm", "a program"),
    (0, b"\xd0\xcf\x11\xe0", "an Office document"),
    (0, b"{\\rtf", "an RTF document"),
    (0, b"SQLite format 3\0", "a database"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
    (0, b"OTTO\0", "a font"),
    (0, b"\0\1\0\0\0", "a font"),
    (0, b"OggS", "a sound or video file"),
    (0, b"ID3\x03", "a sound file"),
    (0, b"ID3\x04", "a sound file"),
    (0, b"fLaC\0", "a sound file"),
    (0, b"\x1aE\xdf\xa3", "a video"),
)

XML_ROOT = re.compile(
    r"\s*(?:<\?xml.{0,256}?\?>\s*)?(?:<!--.{0,1024}?-->\s*){0,3}<(rss|feed|rdf:RDF|svg|urlset)\b(?=[\s>])", re.DOTALL
)
XML_KINDS = {
    "rss": "an RSS feed",
    "rdf:RDF": "an RSS feed",
    "feed": "an Atom feed",
    "svg": "an SVG image",
    "urlset": "a sitemap",
}
CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
SAMPLE_CHARACTERS = 8_192
MOST_CONTROLS = 0.02
"""Share of control characters above which text is binary data; random bytes have a tenth, text has none."""


def kind_of_bytes(content: bytes) -> str | None:
    """What a magic number says the bytes are ("a PDF document"), or None."""
    return next((kind for at, magic, kind in MAGIC_NUMBERS if content.startswith(magic, at)), None)


def kind_of_text(text: str) -> str | None:
    """What decoded text is when it is neither HTML nor prose ("a JSON document"), or None."""
    sample = text[:SAMPLE_CHARACTERS]
    if len(CONTROL.findall(sample)) > len(sample) * MOST_CONTROLS:
        return "binary data"
    root = XML_ROOT.match(sample)
    if root and "<body" not in text:
        return XML_KINDS[root[1]]
    return "a JSON document" if sample.lstrip()[:1] in ("{", "[") and _is_json(text) else None


def _is_json(text: str) -> bool:
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return False
    return True
