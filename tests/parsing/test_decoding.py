"""Bytes in any common charset become the text they mean."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.parsing.decoding import codec_for, decode
from app.parsing.page import Page

WORDS = {
    "en": "It’s 12° at the “Café Zoë” — £5",
    "de": "Größere Fähren fahren heute häufiger über die Förde, sagt die Hafenbehörde am späten Nachmittag",
    "pl": "Dziś rano żegluga w porcie została wstrzymana, łódź wróciła późno, gęś i źrebię są bezpieczne",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl dnes večer mluvčí přístavu",
    "ru": "Сегодня утром паром вышел из гавани и вернулся поздно вечером, сообщил портовый чиновник",
    "uk": "Сьогодні вранці пором вийшов із гавані, повідомив її начальник, і повернувся пізно ввечері",
    "el": "Σήμερα το πρωί το πλοίο βγήκε από το λιμάνι και γύρισε αργά το βράδυ",
    "tr": "Bugün sabah gemi limandan çıktı ve akşam geç saatte döndü, dedi şoför; ığüşöç İĞÜŞÖÇ",
    "he": "הבוקר יצאה המעבורת מהנמל וחזרה מאוחר בערב",
    "ar": "خرجت العبارة من الميناء صباح اليوم وعادت في وقت متأخر من المساء",
    "th": "เช้านี้เรือข้ามฟากออกจากท่าเรือและกลับมาในตอนค่ำ",
    "ja": "今朝、フェリーは港を出て、夜遅くに戻りました。港の係員が伝えました。",
    "zh": "今天早上渡轮离开港口，晚上很晚才回来，港口官员说。天气很好，没有人受伤。",
    "tw": "今天早上渡輪離開港口，晚上很晚才回來，港口官員說。天氣很好，沒有人受傷。",
    "ko": "오늘 아침 여객선이 항구를 떠나 저녁 늦게 돌아왔다고 항만 관계자가 말했다",
}

CHARSETS = [
    ("utf-8", "ru"), ("utf-16-le", "zh"), ("utf-16-be", "de"), ("utf-32-le", "ja"), ("utf-32-be", "en"),
    ("windows-1252", "en"), ("iso-8859-15", "de"), ("windows-1250", "pl"), ("iso-8859-2", "cs"), ("windows-1251", "ru"),
    ("koi8-r", "ru"), ("koi8-u", "uk"), ("iso-8859-5", "ru"), ("windows-1253", "el"), ("iso-8859-7", "el"),
    ("windows-1254", "tr"), ("iso-8859-9", "tr"), ("windows-1255", "he"), ("windows-1256", "ar"), ("windows-874", "th"),
    ("shift_jis", "ja"), ("euc-jp", "ja"), ("iso-2022-jp", "ja"), ("gbk", "zh"), ("gb18030", "zh"), ("big5", "tw"),
    ("euc-kr", "ko"),
]  # fmt: skip


def document(words: str, head: str = "") -> str:
    """A page that says the words a few times."""
    return f"<!doctype html><html><head>{head}<title>{words}</title></head><body><p>{words}</p><p>{words}</p></body>"


def python_name(charset: str) -> str:
    """The name under which Python encodes a charset of the web."""
    return {"windows-874": "cp874"}.get(charset, charset)


@pytest.mark.parametrize(("charset", "language"), CHARSETS)
def test_content_type_tells(charset: str, language: str) -> None:
    """The charset of the Content-Type header is used, in any spelling."""
    words = WORDS[language]
    content = document(words).encode(python_name(charset))
    assert words in decode(content, f'text/html; Charset="{charset.upper()}"').text


@pytest.mark.parametrize(("charset", "language"), [pair for pair in CHARSETS if not pair[0].startswith("utf-")])
@pytest.mark.parametrize(
    "head",
    [
        "<meta charset={}>",
        "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset={}'>",
        "<!-- <meta charset=utf-16> --><meta charset = '{}' />",
    ],
)
def test_meta_tells(charset: str, language: str, head: str) -> None:
    """A `<meta>` tells the charset, a commented one does not."""
    words = WORDS[language]
    content = document(words, head.format(charset)).encode(python_name(charset))
    assert words in decode(content).text


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_wins(mark: bytes, charset: str) -> None:
    """The mark wins over every declaration and is no part of the text."""
    text = document(WORDS["ja"], "<meta charset=shift_jis>")
    assert decode(mark + text.encode(charset), "text/html; charset=euc-jp").text == text


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_units_are_told_without_a_mark(charset: str) -> None:
    """UTF-16 and UTF-32 are told by their markup when nothing declares them."""
    text = document(WORDS["ru"])
    assert decode(text.encode(charset)).text == text


@pytest.mark.parametrize(
    ("charset", "language"),
    [
        ("windows-1252", "de"), ("windows-1251", "ru"), ("koi8-r", "ru"), ("windows-1250", "pl"),
        ("windows-1253", "el"), ("windows-1255", "he"), ("windows-1256", "ar"), ("shift_jis", "ja"),
        ("euc-jp", "ja"), ("gbk", "zh"), ("big5", "tw"), ("euc-kr", "ko"),
    ],
)  # fmt: skip
def test_guesses_what_nothing_declares(charset: str, language: str) -> None:
    """A page in a legacy charset that declares none is guessed from its text."""
    words = " ".join([WORDS[language]] * 3)
    assert words in decode(document(words).encode(python_name(charset))).text


@pytest.mark.parametrize(
    ("charset", "language"),
    [
        ("windows-1254", "tr"), ("iso-8859-2", "cs"), ("windows-1250", "cs"), ("koi8-r", "ru"), ("windows-1251", "ru"),
        ("windows-874", "th"), ("euc-jp", "ja"), ("shift_jis", "ja"), ("euc-kr", "ko"), ("gbk", "zh"), ("big5", "zh"),
    ],
)  # fmt: skip
def test_the_language_of_the_page_helps_guessing(charset: str, language: str) -> None:
    """A page that says its language, but not its charset, is in one that is usual for the language."""
    words = WORDS["tw" if charset == "big5" else language]
    content = document(words).replace("<html>", f"<html class=x lang='{language}-XX'>").encode(python_name(charset))
    assert words in decode(content).text


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "windows-1251", "ascii", "shift_jis", "gbk", "nonsense", "utf-7", ""]
)
def test_utf_8_wins_over_a_wrong_declaration(declared: str) -> None:
    """Text that is UTF-8 beyond doubt is read as that, whatever header and `<meta>` say."""
    text = document(WORDS["pl"] + WORDS["ru"], f"<meta charset='{declared}'>")
    assert decode(text.encode(), f"text/html; charset={declared}").text == text


def test_a_few_broken_bytes_change_no_charset() -> None:
    """UTF-8 with a broken byte, or cut off in the middle of a character, stays UTF-8."""
    content = document(WORDS["ru"]).encode()
    text = decode(content.replace(b"</p>", b"\xff</p>", 1) + "я".encode()[:1]).text
    assert text.count("\ufffd") == 2
    assert WORDS["ru"] in text


@pytest.mark.parametrize(("charset", "language"), [("shift_jis", "ja"), ("gbk", "zh"), ("euc-kr", "ko")])
def test_a_cut_off_page_keeps_its_declared_charset(charset: str, language: str) -> None:
    """A page that ends in the middle of a character is read to there."""
    content = document(WORDS[language], f"<meta charset={charset}>").encode(charset)
    assert WORDS[language] in decode(content + WORDS[language].encode(charset)[:1]).text


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("latin1", "cp1252"), ("ISO-8859-1", "cp1252"), (" us-ascii ", "cp1252"), ("x-sjis", "cp932"),
        ("UTF8", "utf-8"), ("ks_c_5601-1987", "cp949"), ("gb2312", "gb18030"), ("utf-16", "utf-16-le"),
        ("iso-8859-9", "cp1254"),
        ("tis-620", "cp874"), ("big5-hkscs", "big5hkscs"), ("utf-7", None), ("idna", None),
        ("rot13", None), ("base64", None), ("", None),
        ("none\0such", None), ("unicode_escape", None), ("ü", None),
    ],
)  # fmt: skip
def test_labels_are_read_as_the_encoding_standard_does(label: str, codec: str | None) -> None:
    """Labels mean the supersets that the standard gives them; what is no charset of text means none."""
    assert codec_for(label) == codec


def test_nuls_are_dropped() -> None:
    """NULs leave no trace in the text, in the tree or in the charset."""
    page = Page("<p>Fäh\0re\0</p>".encode())
    paragraph = page.tree.css_first("p")
    assert paragraph is not None
    assert (page.text, paragraph.text(), page.charset) == ("<p>Fähre</p>", "Fähre", "utf-8")


def test_surrogates_do_not_get_in() -> None:
    """Surrogates encoded as UTF-8, as entities and as UTF-16 halves come out as replacement characters."""
    for content in (b"<p>\xed\xa0\xbd\xed\xb8\x80 ok", b"<p>&#xD83D; &#56832; ok", b"\xff\xfe<\0p\0>\0\x3d\xd8o\0k\0"):
        page = Page(content)
        assert "ok" in page.tree.text()
        (page.text + page.tree.text()).encode()


@given(
    st.binary(max_size=200), st.sampled_from([None, "text/html; charset=utf-16", "charset=gbk", "charset=iso-2022-jp"])
)
def test_never_raises_and_gives_text_that_can_be_stored(content: bytes, content_type: str | None) -> None:
    """Any bytes give text that is valid Unicode without NULs."""
    text = decode(content, content_type).text
    assert "\0" not in text
    text.encode()
