"""Finding the posts of unknown pages: what is a stream, what is none, and where posts begin and end."""

from collections.abc import Callable

import pytest

from app.errors import NoLiveBlog
from app.parsing.document import ParsedBlog
from app.parsing.page import Page
from app.parsing.parse import parse

PROSE = "The council met for the third time this week and put off what it had put off twice before, in silence."


def html(body: str, head: str = "", lang: str = "en") -> Page:
    """A page around a body."""
    return Page(f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'.encode())


def blog(body: str, head: str = "", lang: str = "en") -> ParsedBlog:
    """The blog on a page around a body."""
    return parse(html(body, head, lang))


def titles(parsed: ParsedBlog) -> list[str | None]:
    """The entries' titles in page order."""
    return [entry.title for entry in parsed.entries]


COMMENTS = "".join(
    f"<div class='comment'><b>Reader {n}</b> <time datetime='2026-03-0{n}T10:00Z'>{n} March</time><p>{PROSE}</p></div>"
    for n in range(1, 7)
)
RIVER = "".join(
    f"<li><time datetime='2026-03-0{n}T10:00Z'>10:0{n}</time><h3><a href='/story/{n}'>Story {n} of the day</a></h3>"
    "<p>What happened there, in a line.</p></li>"
    for n in range(1, 9)
)
INDEX = "".join(
    f"<article><h2><a href='/story/{n}'>Story {n} of May</a></h2><time datetime='2026-03-0{n}T10:00Z'>10:00</time>"
    f"<p>{PROSE} {PROSE} {PROSE}</p></article>"
    for n in range(1, 9)
)
FIXTURES = "".join(f"<tr><td>1{n}:00</td><td>Rovers</td><td>United</td></tr>" for n in range(8))
CAST = "".join(f"<li>{n}:30 Doors open</li>" for n in range(1, 6))


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>One story</h1><p>5 March 2026, 10:40</p><p>{PROSE}</p><p>{PROSE}</p></article>",
        f"<article><h1>One story</h1><time datetime='2026-03-05'>5 March</time><p>{PROSE}</p></article>{COMMENTS}",
        f"<h1>News</h1><ul>{RIVER}</ul>",
        f"<h1>All our stories</h1>{INDEX}",
        f"<h1>Fixtures</h1><table>{FIXTURES}</table>",
        f"<h1>Programme</h1><ul>{CAST}</ul>",
        f"<h1>Nothing</h1><p>{PROSE}</p>",
        "",
        "<p>10:40</p><p>10:41</p><p>10:42</p>",
    ],
    ids=["article", "comments", "river", "index", "fixtures", "programme", "prose", "empty", "clocks"],
)
def test_what_is_no_live_blog_is_told_so(body: str) -> None:
    """Articles, comment threads, rivers of teasers and tables are no streams."""
    with pytest.raises(NoLiveBlog):
        blog(body)


@pytest.mark.parametrize("text", ["A note.", "10:40", "Buy milk at 10:40.\nCall Ann at 11:00.\nSleep by 22:00.\n"])
def test_plain_text_without_posts_is_no_live_blog(text: str) -> None:
    """A note with clock times in it is no stream."""
    with pytest.raises(NoLiveBlog):
        parse(Page(text.encode(), content_type="text/plain"))


def post(number: int, extra: str = "") -> str:
    """A post of a stream, its body long enough to be one."""
    time = f"<time datetime='2026-03-05T1{number}:00:00Z'>1{number}:00</time>"
    return f"<div class='p'><h3>Title {number}</h3>{time}<p>{PROSE}</p>{extra}</div>"


STREAM = "".join(post(number) for number in range(5, 0, -1))


def test_posts_beside_comments_and_rivers_are_found_alone() -> None:
    """Of several repeating things the posts are taken, and nothing else."""
    parsed = blog(f"<h1>Council live</h1><aside><ul>{RIVER}</ul></aside><main>{STREAM}</main>{COMMENTS}")
    assert titles(parsed) == [f"Title {number}" for number in range(5, 0, -1)]


def test_times_within_a_post_are_no_posts() -> None:
    """An agenda and a quoted post with its own date stay in the body."""
    agenda = "<ul><li>9.30am: The minister speaks</li><li>11am: Questions</li><li>2pm: The vote</li></ul>"
    quoted = "<blockquote><p>We are here.</p>— Ann <a href='https://x.com/ann/status/1'>March 5, 2026</a></blockquote>"
    parsed = blog("<h1>Live</h1>" + post(4) + post(3, agenda) + post(2, quoted) + post(1))
    assert len(parsed.entries) == 4
    assert "The minister speaks" in parsed.entries[1].body_text
    assert "March 5, 2026" in parsed.entries[2].body_text


def test_each_day_section_gives_its_posts_their_day() -> None:
    """A section with a single post is as much part of the stream as one with many."""

    def section(day: str, posts: str) -> str:
        return f"<section><h2>{day}</h2>{posts}</section>"

    def entry(clock: str) -> str:
        return f"<div class='e'><p class='t'>{clock}</p><p>{PROSE}</p></div>"

    parsed = blog(
        "<h1>Live</h1>"
        + section("6 March 2026", entry("08:10"))
        + section("5 March 2026", entry("22:00") + entry("17:30") + entry("09:15")),
        lang="en-GB",
    )
    assert [entry.published_at and entry.published_at.isoformat() for entry in parsed.entries] == [
        "2026-03-06T08:10:00+00:00",
        "2026-03-05T22:00:00+00:00",
        "2026-03-05T17:30:00+00:00",
        "2026-03-05T09:15:00+00:00",
    ]


def test_time_that_opens_the_text_is_taken_out_of_it() -> None:
    """Where a paragraph begins with its time, the text is what follows."""
    long = PROSE + " " + PROSE
    parsed = blog("<h1>Live</h1><p>5 March 2026 13:00</p>" + "".join(f"<p>1{n}:05 – {long}</p>" for n in (2, 1, 0)))
    assert [entry.body_text for entry in parsed.entries] == [long] * 3
    assert [entry.title for entry in parsed.entries] == [None] * 3


def test_avatar_beside_a_signature_is_no_picture_of_the_post() -> None:
    """A portrait right before the author's name is left out, another picture stays."""
    signed = "<div><img src='https://x.example/jo.png'><span class='author'>Jo Doe</span></div>"
    photo = "<img src='https://x.example/harbour.jpg' width='900' height='600' alt='The harbour'>"
    parsed = blog("<h1>Live</h1>" + post(3, signed + photo) + post(2, signed) + post(1, signed))
    assert [len(entry.images) for entry in parsed.entries] == [1, 0, 0]
    assert {author.name for entry in parsed.entries for author in entry.authors} == {"Jo Doe"}


@pytest.mark.parametrize(
    "write",
    [
        lambda time, title, text: f"<h2>{title}</h2><p>{time} , Jo Doe</p><p>{text}</p>",
        lambda time, title, text: f"<p><b>{title}</b><br>{time} , Jo Doe</p><p>{text}</p>",
        lambda time, title, text: f"<div><b>{title}</b></div><div><span>{time} , Jo Doe</span></div><div>{text}</div>",
        lambda time, title, text: f"<div><b>{title}</b><span>{time} , Jo Doe</span></div><div>{text}</div>",
        lambda time, title, text: f"<h4>{title}</h4><p>By Jo Doe</p><p>{time}</p><p>{text}</p>",
        lambda time, title, text: f"<h4>{title}</h4><p>{time}</p><p>By Jo Doe</p><p>{text}</p>",
        lambda time, title, text: f"<p>{time} , Jo Doe</p><h3>{title}</h3><p>{text}</p>",
        lambda time, title, text: f"<dt>{title}</dt><dd><i>{time} , Jo Doe</i></dd><dd>{text}</dd>",
        lambda time, title, text: f"<tr><td>{time}</td><td><b>{title}</b><div>Jo Doe</div><p>{text}</p></td></tr>",
        lambda time, title, text: f"<b>{title}</b><br>{time} , Jo Doe<br><br>{text}<br><br>",
        lambda time, title, text: f"<p><b>{title}</b><br>{time} , Jo Doe<br>{text}</p>",
        lambda time, title, text: (
            f"<article><header><h3>{title}</h3><p>{time} | Jo Doe</p></header><p>{text}</p></article>"
        ),
    ],
)
def test_syndicated_form_in_any_tags(write: Callable[[str, str, str], str]) -> None:
    """Title, then time and author, then paragraphs: whatever the tags, everything comes out the same."""
    times = ["09:20", "00:45", "Thursday 5 March 2026 23:10", "Thursday 5 March 2026 20:05"]
    posts = "".join(write(time, f"Bridge news number {place}", PROSE) for place, time in enumerate(times))
    body = f"<table>{posts}</table>" if posts.startswith("<tr") else posts
    parsed = blog(f"<h1>Bridge live: what is known so far tonight</h1><div>Sky News</div>{body}")
    assert titles(parsed) == [f"Bridge news number {place}" for place in range(4)]
    assert [entry.body_text for entry in parsed.entries] == [PROSE] * 4
    assert [[author.name for author in entry.authors] for entry in parsed.entries] == [["Jo Doe"]] * 4
    assert [entry.published_at and entry.published_at.isoformat() for entry in parsed.entries] == [
        "2026-03-06T09:20:00+00:00",
        "2026-03-06T00:45:00+00:00",
        "2026-03-05T23:10:00+00:00",
        "2026-03-05T20:05:00+00:00",
    ]


def test_hard_wrapped_text_is_read_by_paragraphs() -> None:
    """Lines that a mail program broke belong to one paragraph."""
    wrapped = "The council met for the third time this week and put off what it had\nput off twice before, in silence."
    posts = "\n\n".join(f"Bridge news {n}\n\n1{n}:20 , Jo Doe\n\n{wrapped}\n\n{wrapped}" for n in (3, 2, 1))
    parsed = parse(Page(f"Bridge live: what is known so far tonight\n\n{posts}\n".encode(), content_type="text/plain"))
    assert [entry.body_text for entry in parsed.entries] == [f"{PROSE}\n\n{PROSE}"] * 3


def test_byline_that_no_rule_knows_is_taken_by_its_place() -> None:
    """Where posts are signed beside their time, so are the one in small letters and the one without a name."""
    bylines = (" , Jo Doe", " , sean o'grady", "", " , THE GAZETTE", " , Jo Doe")
    posts = "\n\n".join(f"Bridge news number {n}\n\n1{9 - n}:10{byline}\n\n{PROSE}" for n, byline in enumerate(bylines))
    text = f"Bridge live: what is known so far tonight\n\n{posts}\n"
    parsed = parse(Page(text.encode(), content_type="text/plain"))
    assert titles(parsed) == [f"Bridge news number {n}" for n in range(5)]
    assert [[author.name for author in entry.authors] for entry in parsed.entries] == [
        ["Jo Doe"],
        ["sean o'grady"],
        [],
        ["THE GAZETTE"],
        ["Jo Doe"],
    ]


def test_posts_headed_as_updates_are_posts() -> None:
    """Where every post opens with "Update vom …", that is its time, and the text goes on behind it."""
    posts = "".join(
        f"<p><strong>Update vom 17. Juli, 1{n}.05 Uhr:</strong> Der Fluss steigt weiter, teilt die Stadt mit.</p>"
        f"<p>Es ist die {n}. Meldung dieser Art.</p>"
        for n in (5, 4, 3)
    )
    parsed = blog(f"<h1>Hochwasser im Ticker</h1><p>Stand: 17.07.2024, 16:00 Uhr</p>{posts}", lang="de-DE")
    assert [entry.body_text for entry in parsed.entries] == [
        f"Der Fluss steigt weiter, teilt die Stadt mit.\n\nEs ist die {n}. Meldung dieser Art." for n in (5, 4, 3)
    ]
    assert [entry.published_at and entry.published_at.hour for entry in parsed.entries] == [13, 12, 11]


FORMS = {
    "clock and day side by side": lambda n: (
        f"<div><span>18 July 2024</span> <span>1{n}:05</span><h4>T {n}</h4><p>{PROSE}</p></div>"
    ),
    "day within the time element": lambda n: (
        f"<div><time datetime='2024-07-18T1{n - 1}:05:00Z'><span>1{n}:05</span><span>18 Jul</span></time>"
        f"<h3>T {n}</h3><div><span>By </span><a href='/jo'>Jo Doe</a></div><p>{PROSE}</p></div>"
    ),
    "role below the name": lambda n: (
        f"<div><h3>T {n}</h3><div><b>Jo Doe</b><br>Political correspondent</div>"
        f"<time>18 July 2024 1{n}:05</time><p>{PROSE}</p></div>"
    ),
    "title and time in one line": lambda n: f"<details open><summary>1{n}:05 – T {n}</summary><p>{PROSE}</p></details>",
    "time in a cell": lambda n: f"<tr><td>1{n}:05</td><td><strong>T {n}</strong><br>{PROSE}</td></tr>",
    "signature at the end": lambda n: (
        f"<div><div>1{n}:05</div><div class='title'>T {n}</div><p>{PROSE}</p><div>by Jo Doe</div></div>"
    ),
    "name in front": lambda n: (
        f"<div><div><img src='https://x.example/a.png'><span>Jo Doe</span><span>18.07.24, 1{n}:05</span></div>"
        f"<h4>T {n}</h4><p>{PROSE}</p><div><a href='https://facebook.com/sharer'>Share</a></div></div>"
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_that_newsrooms_use(form: str) -> None:
    """Time, title, author and text come out of each form as a reader sees them."""
    posts = "".join(FORMS[form](n) for n in (5, 4, 3, 2))
    body = f"<table>{posts}</table>" if posts.startswith("<tr") else posts
    parsed = blog(f"<h1>Bridge live</h1><p>18 July 2024, 16:00</p>{body}", lang="en-GB")
    assert titles(parsed) == [f"T {n}" for n in (5, 4, 3, 2)]
    assert [entry.published_at and entry.published_at.hour for entry in parsed.entries] == [14, 13, 12, 11]
    assert {entry.body_text for entry in parsed.entries} == {PROSE}
    assert {len(entry.images) for entry in parsed.entries} == {0}
    if "Jo Doe" in posts:
        assert {author.name for entry in parsed.entries for author in entry.authors} == {"Jo Doe"}


def test_minutes_of_a_match_are_times() -> None:
    """A match report's minutes are kept as they are and place nothing on the clock."""
    rows = (("90+3'", "Full-time"), ("67'", "Goal!"), ("45'", "Half-time"), ("12'", "Corner"))
    posts = "".join(f"<li><span>{minute}</span><b>{title}</b><p>{PROSE}</p></li>" for minute, title in rows)
    parsed = blog(f"<h1>Rovers v United live</h1><ol>{posts}</ol>")
    assert [(entry.published_at_raw, entry.title) for entry in parsed.entries] == list(rows)
    assert {entry.published_at for entry in parsed.entries} == {None}


def test_what_every_post_repeats_is_no_text() -> None:
    """A button's words under every post are passed over, in whatever language; a title's are not."""
    posts = "".join(post(number, "<span>Xwaqo fi</span>") for number in range(5, 0, -1))
    parsed = blog(f"<h1>Council live</h1>{posts}")
    assert all("Xwaqo" not in entry.body_text for entry in parsed.entries)
    assert titles(parsed) == [f"Title {number}" for number in range(5, 0, -1)]


def test_post_without_a_time_among_others_of_its_kind_counts() -> None:
    """A preamble in the list of posts is one of them, at no time."""
    preamble = f"<div class='p'><h3>Preamble</h3><p>{PROSE}</p></div>"
    parsed = blog(f"<h1>Council live</h1><main>{STREAM}{preamble}</main>")
    assert titles(parsed)[-1] == "Preamble"
    assert parsed.entries[-1].published_at is None


def test_programme_in_round_minutes_is_no_live_blog() -> None:
    """A festival's schedule tells times as a stream does, but planned ones."""
    rows = "".join(
        f"<tr><td>{hour}:00</td><td>Concert number {hour} in the great hall</td></tr>" for hour in range(10, 20)
    )
    with pytest.raises(NoLiveBlog):
        blog(f"<h1>Festival programme</h1><table>{rows}</table>")


def test_commentary_is_no_comment_thread() -> None:
    """Names that begin as comments do, and are none, hide no posts."""
    parsed = blog(f"<h1>Council live</h1><div class='commentary correspondent'>{STREAM}</div>")
    assert len(parsed.entries) == 5


def test_form_around_the_whole_page_hides_no_posts() -> None:
    """Some servers put all of a page into one form."""
    parsed = blog(f"<form id='main'><h1>Council live</h1>{STREAM}{'<p>Words.</p>' * 400}</form>")
    assert len(parsed.entries) == 5


@pytest.mark.parametrize(
    "body",
    [
        "".join(
            f"<div><b>sailor{n}</b><span>12 March 2026, 1{n}:{n}7</span><p>{PROSE}</p><a href='#'>Quote</a></div>"
            for n in range(8)
        ),
        "<ol>"
        + "".join(f"<li><b>{5 * n + 5} Min.</b> Knead the dough until it is smooth.</li>" for n in range(8))
        + "</ol>",
        "<ul>"
        + "".join(f"<li>0{n}:1{n} How the river was tamed and by whom, part {n}</li>" for n in range(8))
        + "</ul>",
    ],
    ids=["forum", "recipe", "recording"],
)
def test_other_things_with_times_are_no_live_blog(body: str) -> None:
    """Forums, recipes and chapters of recordings tell times as a stream does."""
    with pytest.raises(NoLiveBlog):
        blog(f"<h1>The rope and the boat</h1>{body}")


def test_agency_named_as_source_is_text() -> None:
    """A post's last line that names its source is no picture's credit."""
    parsed = blog("<h1>Council live</h1>" + post(3, "<p>Source: Press Association</p>") + post(2) + post(1))
    assert parsed.entries[0].body_text.endswith("Source: Press Association")
    assert not parsed.entries[0].images


TELLING = (
    "Crews have reached the second village by boat.",
    "The bridge at the mill is closed for the night.",
    "Rain has eased over the hills since noon.",
    "Two schools have opened their halls for families.",
)


@pytest.mark.parametrize(
    "post",
    [
        "<p><strong>{time}</strong>: {text}</p>",
        "<p><strong>{time}</strong> &ndash; {text}</p>",
        "<p><b>{time}</b> | {text}</p>",
        "<p><span class='at'>{time}</span>, {text}</p>",
        "<div><time>{time}</time>: <span>{text}</span></div>",
        "<p><em>{time}</em>&nbsp;&mdash;&nbsp;{text}</p>",
        "<p>{time} - {text}</p>",
        "<p>{time}: {text}</p>",
        "<p>[{time}] {text}</p>",
        "<p>({time}) {text}</p>",
    ],
)
def test_a_sentence_behind_a_time_is_the_text(post: str) -> None:
    """What follows a time in its paragraph and ends as a sentence is no title, and the marks between are neither."""
    posts = "".join(post.format(time=f"{16 - n}:4{n}", text=text) for n, text in enumerate(TELLING))
    entries = blog(f"<h1>Live: the storm</h1>{posts}").entries
    assert [(entry.title, entry.body_text, entry.body_html) for entry in entries] == [
        (None, text, f"<p>{text}</p>") for text in TELLING
    ]


@pytest.mark.parametrize("post", ["<p>{time} - {text}</p>", "<h3>{time}: {text}</h3>", "<p>+++ {time} {text} +++</p>"])
def test_a_headline_behind_a_time_is_the_title(post: str) -> None:
    """What follows a time in its line and does not end as a sentence is the title."""
    headlines = [text.removesuffix(".") for text in TELLING]
    posts = "".join(
        post.format(time=f"{16 - n}:4{n}", text=text) + f"<p>{PROSE}</p>" for n, text in enumerate(headlines)
    )
    entries = blog(f"<h1>Live: the storm</h1>{posts}").entries
    assert [(entry.title, entry.body_text) for entry in entries] == [(text, PROSE) for text in headlines]


def test_posts_of_one_list_are_of_one_kind_whatever_their_classes() -> None:
    """A class on some of the times in a list makes these no other posts; short bold openings are titles."""
    posts = "".join(
        f"<dt{' class=hot' if hour % 3 else ''}>{hour}.30</dt><dd>"
        + (f"<b>Boat {hour} is in</b> " if hour % 2 else "")
        + f"<p>{PROSE}</p></dd>"
        for hour in range(18, 10, -1)
    )
    found = blog(f"<h1>Harbour live</h1><dl>{posts}</dl>", lang="it")
    assert titles(found) == [f"Boat {hour} is in" if hour % 2 else None for hour in range(18, 10, -1)]
    assert {entry.body_text for entry in found.entries} == {PROSE}


def test_list_of_links_laid_out_like_the_posts_is_none_of_them() -> None:
    """Tables without names: the rows with news elsewhere on the page are no posts."""
    rows = "".join(f"<tr><td>{hour}:05</td><td>{PROSE} It was {hour}.</td></tr>" for hour in range(9, 15))
    news = "".join(f"<tr><td>{hour}:10</td><td><a href='/n{hour}'>Goat {hour} found</a></td></tr>" for hour in (8, 9))
    found = blog(f"<h1>Council live</h1><table>{rows}</table><div><table>{news}</table></div>")
    assert len(found.entries) == 6


@pytest.mark.parametrize("name", ["data-author", "data-autor", "data-author-name", "data-byline"])
def test_attribute_of_the_post_signs_it(name: str) -> None:
    """An attribute called author names the author, where nothing that is shown does."""
    posts = "".join(f"<li {name}='Ann Roe'><span>{hour}:05</span><p>{PROSE}</p></li>" for hour in range(9, 15))
    found = blog(f"<h1>Council live</h1><ul>{posts}</ul>")
    assert {author.name for entry in found.entries for author in entry.authors} == {"Ann Roe"}
    assert all(entry.authors for entry in found.entries)


def test_tags_beside_some_times_are_no_text() -> None:
    """A category that returns beside the time of some posts stands neither in their text nor for their title."""
    tags = dict.fromkeys((9, 10, 12), "<span class=x>Transport</span>")
    posts = "".join(
        f"<div class=post><div><span>{hour}:05</span>{tags.get(hour, '')}</div>"
        f"<h2>Title {hour}</h2><p>{PROSE}</p></div>"
        for hour in range(9, 17)
    )
    found = blog(f"<h1>Council live</h1>{posts}")
    assert titles(found) == [f"Title {hour}" for hour in range(9, 17)]
    assert {entry.body_text for entry in found.entries} == {PROSE}


def test_key_label_beside_the_time_marks_a_key_event() -> None:
    """What the label says is read in the page's language, and is no text."""
    posts = "".join(
        f"<div class=post><div><span>{hour}:05</span>{'<span class=x>Clave</span>' if hour < 12 else ''}</div>"
        f"<h2>Hecho {hour}</h2><p>{PROSE}</p></div>"
        for hour in range(9, 17)
    )
    found = blog(f"<h1>Consejo en vivo</h1>{posts}", lang="es")
    assert [entry.key_event for entry in found.entries] == [hour < 12 for hour in range(9, 17)]
    assert {entry.body_text for entry in found.entries} == {PROSE}


@pytest.mark.parametrize(
    ("label", "is_key"), [("SON DAKİKA", True), ("Em destaque ·", False), ("Viktig händelse", True), ("주요", True)]
)
def test_label_between_time_and_title_is_neither(label: str, is_key: bool) -> None:  # noqa: FBT001 (a column of cases)
    """A publisher's mark before a title hides neither it nor the text, in whatever case and language."""
    posts = "".join(
        f"<div class=post><time>{hour}:05</time><div><span>{label if hour < 12 else ''}</span><h3>Title {hour}</h3>"
        f"<p>{PROSE}</p></div></div>"
        for hour in range(9, 17)
    )
    found = blog(f"<h1>Council live</h1>{posts}")
    assert titles(found) == [f"Title {hour}" for hour in range(9, 17)]
    assert [entry.key_event for entry in found.entries] == [is_key and hour < 12 for hour in range(9, 17)]
    assert {entry.body_text for entry in found.entries} == {PROSE}


def test_mark_between_time_and_title_is_no_part_of_it() -> None:
    """A line of time, bar and title gives the title alone."""
    posts = "".join(f"<h4><span>08.{n}3 Uhr</span> | Punkt {n}</h4><p>{PROSE}</p>" for n in range(5))
    assert titles(blog(f"<h1>Ratsticker</h1>{posts}", lang="de")) == [f"Punkt {n}" for n in range(5)]


def test_name_of_a_custom_element_tells_a_title() -> None:
    """Elements of a site's own are told by their names as others by their classes."""
    posts = "".join(
        f"<nb-post><nb-overskrift>Det siger {n}</nb-overskrift><p>{PROSE}</p><nb-tid>kl. 1{n}.20</nb-tid></nb-post>"
        for n in range(5)
    )
    assert titles(blog(f"<h1>Live fra havnen</h1>{posts}", lang="da")) == [f"Det siger {n}" for n in range(5)]


def test_item_that_looks_like_a_name_signs_nothing() -> None:
    """A post that begins with a list of places is not signed by the first, where others are signed in that place."""
    items = "<ul><li>Bindara Showground</li><li>Cobbity Hall</li></ul>"
    posts = "".join(
        f"<article><time>1{n}:20</time><h2>Where {n}</h2>{items if n == 3 else '<i>Jo Doe</i>'}<p>{PROSE}</p></article>"
        for n in range(6)
    )
    found = blog(f"<h1>Fires live</h1>{posts}")
    assert [bool(entry.authors) for entry in found.entries] == [n != 3 for n in range(6)]
    assert found.entries[3].body_text.startswith("Bindara Showground")


def test_paragraphs_that_open_with_time_and_dash_are_no_signatures() -> None:
    """What follows the dash is the text, however much its first word looks like a name."""
    posts = "".join(
        f"<p><strong>9:4{n} am</strong> – We’re in our seats for part {n}. All is well.</p>" for n in range(5)
    )
    found = blog(f"<h1>Keynote live</h1>{posts}")
    assert [entry.body_text for entry in found.entries] == [
        f"We’re in our seats for part {n}. All is well." for n in range(5)
    ]
    assert not any(entry.authors for entry in found.entries)


def test_programme_told_by_attributes_is_no_live_blog() -> None:
    """A channel's schedule is told by its round minutes, wherever it writes them."""
    rows = "".join(
        f"<li data-start='2026-05-14T{hour}:30:00'><span>{hour}:30</span><h3>Show {hour}</h3><p>The cook and her guests"
        " talk about the harvest.</p></li>"
        for hour in range(10, 14)
    )
    with pytest.raises(NoLiveBlog):
        blog(f"<h1>Today</h1><ul>{rows}</ul>")


def test_posts_of_other_sections_count_whatever_their_classes() -> None:
    """Days have lists of their own; a post marked as important in a short one is a post as others are."""

    def item(hour: int, names: str) -> str:
        return f"<li class='{names}'><p class=t>{hour}:05</p><div><h3>Title {hour}</h3><p>{PROSE}</p></div></li>"

    later = "".join(item(hour, "item is-important" if hour != 2 else "item") for hour in (3, 2, 1))
    earlier = "".join(item(hour, "item") for hour in range(20, 12, -1))
    found = blog(
        f"<h1>Snow live</h1><section><h2>15 January 2026</h2><ul class=list>{later}</ul></section>"
        f"<section><h2>14 January 2026</h2><ul class=list>{earlier}</ul></section>"
    )
    assert titles(found) == [f"Title {hour}" for hour in (3, 2, 1, *range(20, 12, -1))]
