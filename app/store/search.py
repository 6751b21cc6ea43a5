"""The words by which an entry is found, and the tokens that stand beside them in the same index.

One inverted index answers words, labels, marks and weeks together, so that a search for a rare word by a common author,
newest first, touches only entries that have both. A token holds a colon, which no word of a text does:

    a: author (alone: unsigned)    t: topic       b: blog             p: publisher    l: language
    h: host that is linked to      w: week        y: half a year      k: key event    i: pinned
    m: images or embeds            e: edited      d: deleted          c: the configuration that stemmed the words

Weeks are counted from 1970, half years as 26 of them.
"""

CONFIGURATIONS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""Base language to the text search configuration that stems its words; all are part of PostgreSQL 15 to 18."""

VECTOR = """
  setweight(to_tsvector(%(configuration)s::regconfig, left(coalesce({row}.title, ''), 2000)), 'A')
  || to_tsvector(%(configuration)s::regconfig, left({row}.body_text, 100000))
  || array_to_tsvector(ARRAY(SELECT token FROM (
       SELECT 'a:' || (a ->> 'slug') FROM jsonb_array_elements({row}.authors) a
       UNION SELECT 't:' || (t ->> 'slug') FROM jsonb_array_elements({row}.topics) t
       UNION SELECT 'h:' || host FROM unnest({row}.link_hosts) host
       UNION VALUES ('b:' || {row}.blog_id), ('c:' || %(configuration)s::text),
         ('w:' || floor(extract(epoch FROM {row}.sort_at) / 604800)::bigint),
         ('y:' || floor(extract(epoch FROM {row}.sort_at) / (604800 * 26))::bigint),
         ('p:' || {row}.publisher_slug), ('l:' || {row}.language),
         (CASE WHEN {row}.authors = '[]' THEN 'a:' END),
         (CASE WHEN {row}.key_event THEN 'k:' END), (CASE WHEN {row}.pinned THEN 'i:' END),
         (CASE WHEN {row}.images <> '[]' OR {row}.embeds <> '[]' THEN 'm:' END),
         (CASE WHEN {row}.updated_at > {row}.sort_at THEN 'e:' END),
         (CASE WHEN {row}.deleted_at IS NOT NULL THEN 'd:' END)) tokens(token) WHERE token IS NOT NULL))
"""
"""SQL for the `search` column of a row. Text beyond 100,000 characters is not searched (a tsvector holds 1 MB)."""


def configuration(language: str | None) -> str:
    """The text search configuration for a BCP 47 tag; words of a language without one are taken as they are."""
    return CONFIGURATIONS.get(base_language(language) or "", "simple")


def base_language(language: str | None) -> str | None:
    """The language of a BCP 47 tag without script and region: `en` of `en-GB`."""
    return language.replace("_", "-").partition("-")[0].strip().lower()[:8] or None if language else None
