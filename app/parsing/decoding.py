"""Bytes to text: which charset a page is in, and the text it then holds.

The order is the WHATWG Encoding and HTML Standards': byte order mark, Content-Type, `<meta>`. Publishers declare
wrongly, so a declaration has to fit the bytes, and text that is UTF-8 beyond doubt is read as UTF-8 in any case.
"""

import codecs
import re
from dataclasses import dataclass
from itertools import chain

from charset_normalizer import from_bytes

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# The Encoding Standard reads each of these labels as a superset of what the label says.
SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Labels of the Encoding Standard that Python does not know by that name.
LABELS = {
    "unicode-1-1-utf-8": "utf-8",
    "unicode11utf8": "utf-8",
    "unicode20utf8": "utf-8",
    "x-unicode20utf8": "utf-8",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "dos-874": "cp874",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "logical": "iso8859-8",
    "visual": "iso8859-8",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ukrainian": "mac-cyrillic",
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "x-euc-jp": "euc_jp",
    "windows-949": "cp949",
    "cn-big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "x-user-defined": "cp1252",
    "unicode": "utf-16-le",
    "ucs-2": "utf-16-le",
    "iso-10646-ucs-2": "utf-16-le",
    "csunicode": "utf-16-le",
    "unicodefeff": "utf-16-le",
    "unicodefffe": "utf-16-be",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
}
SINGLE_BYTE = frozenset(
    ["koi8-r", "koi8-u", "cp866", "cp874", "mac-roman", "mac-cyrillic"]
    + [f"cp{number}" for number in range(1250, 1259)]
    + [f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)]
)
MULTI_BYTE = frozenset(["gb18030", "cp932", "euc_jp", "cp949", "big5hkscs", "iso2022_jp"])
WIDE = frozenset(["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
# What undeclared pages may be in; the whole set invites far-fetched guesses.
GUESSES = [
    "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "koi8_r",
    "iso8859_2", "iso8859_5", "cp932", "euc_jp", "gb18030", "big5", "cp949",
]  # fmt: skip

# The charsets that pages in a language are in when they declare none (WHATWG HTML, 13.2.3.2, and their rivals).
USUAL = {
    **dict.fromkeys(["ru", "uk", "bg", "be"], ("cp1251", "koi8-u", "iso8859-5")),
    **dict.fromkeys(["mk", "sr", "kk"], ("cp1251",)),
    **dict.fromkeys(["cs", "sk", "pl", "hu", "sl", "hr", "ro"], ("cp1250", "iso8859-2")),
    **dict.fromkeys(["et", "lt", "lv"], ("cp1257",)),
    **dict.fromkeys(["ar", "fa", "ur"], ("cp1256",)),
    **dict.fromkeys(["tr", "ku", "az"], ("cp1254",)),
    "el": ("cp1253",),
    "he": ("cp1255",),
    "th": ("cp874",),
    "vi": ("cp1258",),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949",),
    "zh": ("gb18030", "big5hkscs"),
}
# What a guess is easily mistaken for.
RIVALS = {"cp1252": ("cp1250", "iso8859-2"), "gb18030": ("euc_jp",), "cp949": ("euc_jp",)}

PRESCAN_BYTES = 4096
SAMPLE_BYTES = 16_384
SNIFFED_BYTES = 60
FEW_LOST = 0.1
"""Broken characters for each whole one beyond ASCII in text that still counts as being in a charset."""
MOSTLY = 0.7
"""Share of NULs in the other bytes of wide units where a page starts: in the ASCII of its markup."""
ENOUGH = 8
"""Bytes beyond ASCII from which valid UTF-8 is no accident."""

CHARSET_PARAMETER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
DECLARATION = re.compile(
    rb"<!--.{0,4096}?-->"
    rb"|<meta[\s/][^>]{0,512}?charset\s*=\s*[\"']?\s*([^\s\"'/>;]+)"
    rb"|<\?xml[^>]{0,128}?encoding\s*=\s*[\"']([^\"']+)",
    re.IGNORECASE | re.DOTALL,
)
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
LANGUAGE = re.compile(rb"<html\b[^>]{0,512}?\blang\s*=\s*[\"']?([a-zA-Z]{2})\b", re.IGNORECASE)
STRANGE = re.compile(
    r"(?<=\w)[^\w\s\x00-\x7f’'\xad]+(?=\w)|(?<=[^\W\d_a-zA-Z])[¡-¿]|[¡-¬®-¿](?=[a-z])|(?<=[a-zà-ÿа-я])[À-ÞА-Я]"
)
KANA = re.compile("[\u3041-\u30fe]")
MARKUP = re.compile(rb"<(?:script|style)\b[^>]*+>[^<]*+|<[^>]*+>|[\x00-\x7f]{40,}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without NULs, the charset it was read in, and whether its bytes are that same text in UTF-8."""

    text: str
    charset: str
    is_verbatim: bool


def decode(content: bytes, content_type: str | None = None) -> Decoded:
    """The text of a page's bytes; `content_type` is the HTTP header's value.

    Never raises: bytes that fit no charset come out as U+FFFD.
    """
    text, charset, is_exact = _decode(content, content_type)
    if "\0" in text:
        return Decoded(text.replace("\0", ""), charset, is_verbatim=False)
    return Decoded(text, charset, is_verbatim=is_exact and charset == "utf-8")


def _decode(content: bytes, content_type: str | None) -> tuple[str, str, bool]:
    """The text, its charset, and whether its bytes hold nothing else."""
    for mark, charset in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(charset, "replace"), charset, False
    wide = _wide_units(content)
    if wide:
        return content.decode(wide, "replace"), wide, False
    try:
        text, is_exact, is_utf8 = content.decode(), True, True
    except UnicodeDecodeError:
        text, is_exact = content.decode(errors="replace"), False
        is_utf8 = _few_lost(text)
    if is_exact and text.isascii() and "\x1b" not in text:
        return text, "utf-8", True
    legacy = _legacy_charset(content, _declared(content, content_type), is_utf8=is_utf8)
    return (content.decode(legacy, "replace"), legacy, False) if legacy else (text, "utf-8", is_exact)


def codec_for(label: str) -> str | None:
    """The Python codec for a charset label as the WHATWG Encoding Standard maps it, or None for an unknown one."""
    label = label.strip().lower()
    name = LABELS.get(label)
    if name is None:
        try:
            name = codecs.lookup(label).name
        except (LookupError, ValueError):
            return None
        name = SUPERSETS.get(name, name)
    return name if name == "utf-8" or name in SINGLE_BYTE | MULTI_BYTE | WIDE else None


def _legacy_charset(content: bytes, declared: list[str], *, is_utf8: bool) -> str | None:
    """The charset other than UTF-8 that the bytes are in, or None when they are UTF-8."""
    # No longer text in another charset is valid UTF-8 by chance, while any bytes at all can be read in most others.
    if is_utf8 and len(BEYOND_ASCII.findall(content, 0, SAMPLE_BYTES)) >= ENOUGH:
        return None
    for charset in declared:
        if charset in MULTI_BYTE | WIDE and _few_lost(content.decode(charset, "replace")):
            return charset
        if charset in SINGLE_BYTE and not is_utf8:
            return charset
    if is_utf8:
        return None
    return next((charset for charset in declared if charset != "utf-8"), None) or _guess(content)


def _declared(content: bytes, content_type: str | None) -> list[str]:
    labels = CHARSET_PARAMETER.findall(content_type or "")
    found = chain.from_iterable(match.groups() for match in DECLARATION.finditer(content, 0, PRESCAN_BYTES))
    in_page = [label.decode("latin-1") for label in found if label]
    charsets = [codec_for(label) for label in labels]
    # A `<meta>` that could be read as ASCII cannot truthfully declare a charset of wide units.
    charsets += ["utf-8" if charset in WIDE else charset for charset in map(codec_for, in_page)]
    return [charset for charset in charsets if charset]


def _few_lost(text: str) -> bool:
    """Whether a few broken bytes or a cut-off end are all that did not fit the charset of a decoded text."""
    lost = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return lost <= (beyond_ascii - lost) * FEW_LOST


def _wide_units(content: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark, told by where the NULs of its markup stand."""
    start = content[:SNIFFED_BYTES]
    if start.count(0) < len(start) // 4:
        return None
    for charset, width, place in (("utf-32-le", 4, 0), ("utf-32-be", 4, 3), ("utf-16-le", 2, 0), ("utf-16-be", 2, 1)):
        units = [start[offset::width] for offset in range(width)]
        letters = units.pop(place)
        if letters and not letters.count(0) and all(unit.count(0) > len(unit) * MOSTLY for unit in units):
            return charset
    return None


def _guess(content: bytes) -> str:
    """The likeliest charset of bytes that declare none and are no UTF-8, from their language and a sample of text."""
    sample = MARKUP.sub(b" ", content[: 16 * SAMPLE_BYTES])[:SAMPLE_BYTES]
    language = LANGUAGE.search(content, 0, PRESCAN_BYTES)
    usual = USUAL.get(language[1].decode().lower(), ()) if language else ()
    if usual:
        return min(usual, key=lambda charset: _strangeness(sample, charset))
    best = from_bytes(sample, steps=4, chunk_size=1024, threshold=0.5, cp_isolation=GUESSES).best()
    charset = (codec_for(best.encoding) if best else None) or "cp1252"
    return min((charset, *RIVALS.get(charset, ())), key=lambda rival: _strangeness(sample, rival))


def _strangeness(sample: bytes, charset: str) -> int:
    """How much in text read in a charset looks wrong: lost characters, symbols and capitals within words."""
    text = sample.decode(charset, "replace")
    return 20 * text.count("\ufffd") + len(STRANGE.findall(text)) - len(KANA.findall(text))
