"""The names by which content systems call the fields of a post, and what lists that hold none are called."""

import re
from functools import lru_cache
from typing import Final

_TIMES: Final = """
firstpublished firstpublishedat
publishedat publisheddate publishdate publishedon publishedtime publicationdate datepublished publishtime published
firstpublisheddate firstpublicationdate publishedtimestamp displaydate displaytime
displaydatetime displayedat postdate postedat postedon posted dateposted date datetime datetimeiso pubdate time
timestamp eventtime eventdate happenedat occurredat createdat created createdon creationdate datecreated createdtime
insertedat ts when fecha fechapublicacion hora datum zeit zeitpunkt veroeffentlicht erstellt data dataora datahora
publicadoem publieele publishedatlocal tidspunkt tid aika julkaistu
"""
_UPDATES: Final = """
updatedat updated updatedon modifiedat modified lastmodified lastupdated lastupdatedat datemodified modificationdate
editedat updatetime lastedited
"""
_TITLES: Final = """
title headline heading header hed subject titel titre titulo titular titolo rubrik tytul otsikko overskrift
tittel baslik
"""
_BODIES: Final = """
body bodyhtml bodytext bodycontent htmlbody content contenthtml htmlcontent contents text texthtml posttext
postcontent postbody html richtext blocks contentblocks contentelements bodyblocks elements components paragraphs
message markup copy articlebody bloques blocos bloecke blokken inhalt texto cuerpo contenido contenu texte corps testo
contenuto conteudo corpo tekst tresc innehall innhold indhold brodtext sisalto metin icerik description summary
excerpt
"""
_AUTHORS: Final = """
author authors byline bylines by createdby writer writers reporter reporters journalist journalists contributor
contributors creator creators signature autor autores autoren auteur auteurs autore autori forfatter skribent
kirjoittaja redakteur redacteur yazar credits postedby publishedby
"""
_IDS: Final = "id uuid guid postid entryid updateid key uid objectid databaseid contentid documentid slug"
_ADDRESSES: Final = "permalink url link href shareurl canonicalurl weburl"
_KEYS: Final = """
iskeyevent keyevent iskey important isimportant highlight ishighlight ishighlighted highlighted keymoment iskeymoment
keypoint iskeypoint milestone breaking isbreaking urgent isurgent essential
"""
_PINS: Final = "pinned ispinned sticky issticky pintop ispinnedpost"
_TOPICS: Final = "tags topics categories labels keywords"
_HIDDEN: Final = "deleted isdeleted hidden ishidden draft isdraft removed"
_PICTURES: Final = """
image images photo photos picture pictures media mainmedia leadimage heroimage featuredimage gallery asset assets
embed embeds video tweet oembed attachment attachments
"""
_ROLES: Final = "role jobtitle position function cargo puesto funktion fonction ruolo stilling rooli"
_NAMES: Final = "name fullname displayname nombre nom nome naam navn namn imie nimi byline title label"
_WRAPPERS: Final = "node attributes fields item post entry update article data value props document"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TIMES: Final = _words(_TIMES)
"""In the order of trust: when a post was published, when it happened, when it was made."""
UPDATES: Final = _words(_UPDATES)
TITLES: Final = _words(_TITLES)
BODIES: Final = _words(_BODIES)
AUTHORS: Final = _words(_AUTHORS)
IDS: Final = _words(_IDS)
ADDRESSES: Final = _words(_ADDRESSES)
KEYS: Final = _words(_KEYS)
PINS: Final = _words(_PINS)
TOPICS: Final = _words(_TOPICS)
HIDDEN: Final = _words(_HIDDEN)
PICTURES: Final = _words(_PICTURES)
ROLES: Final = _words(_ROLES)
NAMES: Final = _words(_NAMES)
WRAPPERS: Final = _words(_WRAPPERS)
"""What stands between a list and the fields of its posts, as GraphQL's edges and content systems put it."""

KEY_KINDS: Final = frozenset(["keyevent", "keymoment", "highlight", "important", "milestone", "breaking", "urgent"])
"""What a post's type is where it matters."""
GROUPS: Final = frozenset(
    ["timestamps", "dates", "times", "flags", "meta", "metadata", "state", "status", "options", "settings"]
)
"""What systems put fields of one sort into."""
KINDS: Final = ("kind", "type", "posttype", "status", "style", "priority")
EDITS: Final = re.compile("updat|modif|edit|last|aktual|geander|andr|bijgewerk|chang|revis|expir|end")
"""Names of times that are none of publication."""
SIGNERS: Final = re.compile(
    "author|autor|auteur|byline|contribut|writer|reporter|journalist|periodista|firma|signat|forfatter|skribent|kirjoit"
    "|redakt|redact|yazar|verfasser|correspond"
)
MARKS: Final = re.compile(
    "key|important|highlight|destac|wichtig|viktig|breaking|urgent|clave|essent|belangrijk|milestone"
)
HOLDS: Final = re.compile("pinned|sticky|fijad|fixad|epingl|angeheftet|festgepinnt")
TITLED: Final = re.compile("titl|titel|titul|titre|titol|headline|rubri|tytul|otsik|overskr")
"""What the names of such fields hold in whichever system and language."""
OF_COMMENTS: Final = frozenset(
    ["replies", "replycount", "upvotes", "downvotes", "votes", "parentid", "parentcommentid", "commentid", "inreplyto"]
)
"""Fields that readers' comments have and posts have not."""
LIVE_LISTS: Final = re.compile(
    r"live|ticker|updates|entries|entrada|entree|beitr|eintr|vivo|innlegg|inlagg|opdater|oppdater"
    r"|timeline|feed|posts|messages|minute|direct|vivo|diretta|blogitems",
    re.IGNORECASE,
)
OTHER_LISTS: Final = re.compile(
    r"comment|discuss|related|recommend|most|popular|trending|teaser|menu|navigation|(?<![a-z])nav(?![a-z])|promo|advert"
    r"|(?<![a-z])ads?(?![a-z])|repl(?:y|ies)|sidebar|footer|newsletter|podcast|episode|calendar|product|playlist|video"
    r"|galler|archive|schedule|programme|further|readalso|headlines|(?:other|top|latest)(?:news|stories|articles)",
    re.IGNORECASE,
)
"""Names of lists that hold teasers, readers' words or goods."""


_KNOWN: Final = frozenset(
    [*TIMES, *UPDATES, *TITLES, *BODIES, *AUTHORS, *IDS, *ADDRESSES, *KEYS, *PINS, *TOPICS, *PICTURES]
)
_OWNERS: Final = re.compile(
    "^(?:entry|post|liveupdate|update|item|card|event|block|message|liveblog|entrada|beitrag)(?=.)"
)
_FORMS: Final = re.compile("(?<=.)(?:collection|list|utc|gmt|iso|rendered)$")


@lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """A field's name without case and joints: "published_at", "publishedAt" and "Published-At" are one.

    What says whose field it is, or in which form it is kept, is left out where a known name remains: "entryDate",
    "authorsCollection", "publishedUtc".
    """
    whole = re.sub("[^a-z0-9]", "", name[:60].casefold())
    if whole in _KNOWN:
        return whole
    short = _FORMS.sub("", whole)
    return next((each for each in (short, _OWNERS.sub("", short)) if each in _KNOWN), whole)
