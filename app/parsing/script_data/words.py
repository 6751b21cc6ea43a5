"""The names by which content systems call the fields of a post, and what lists that hold none are called."""

import re
from functools import lru_cache
from typing import Final

_TIMES: Final = """
publishedat publisheddate publishdate publishedon publishedtime publicationdate datepublished publishtime published
firstpublishedat firstpublished firstpublisheddate firstpublicationdate publishedtimestamp displaydate displaytime
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
title headline heading header subject titel titre titulo titolo rubrik tytul otsikko overskrift tittel
"""
_BODIES: Final = """
body bodyhtml bodytext bodycontent htmlbody content contenthtml htmlcontent contents text texthtml posttext
postcontent postbody html richtext blocks contentblocks contentelements bodyblocks elements components paragraphs
message markup copy articlebody inhalt texto cuerpo contenido contenu texte corps testo contenuto conteudo corpo tekst
tresc innehall innhold indhold brodtext sisalto metin icerik description summary excerpt
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
_NAMES: Final = "name fullname displayname byline title label"
_WRAPPERS: Final = "node attributes fields sys item post entry update article data value props document"


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
NAMES: Final = _words(_NAMES)
WRAPPERS: Final = _words(_WRAPPERS)
"""What stands between a list and the fields of its posts, as GraphQL's edges and content systems put it."""

KEY_KINDS: Final = frozenset(["keyevent", "keymoment", "highlight", "important", "milestone", "breaking", "urgent"])
"""What a post's type is where it matters."""
KINDS: Final = ("kind", "type", "posttype", "status", "style", "priority")
OF_COMMENTS: Final = frozenset(
    ["replies", "replycount", "upvotes", "downvotes", "votes", "parentid", "parentcommentid", "commentid", "inreplyto"]
)
"""Fields that readers' comments have and posts have not."""
LIVE_LISTS: Final = re.compile(
    r"live|ticker|updates|entries|timeline|feed|posts|messages|minute|direct|vivo|diretta|blogitems", re.IGNORECASE
)
OTHER_LISTS: Final = re.compile(
    r"comment|discuss|related|recommend|most|popular|trending|teaser|menu|navigation|(?<![a-z])nav(?![a-z])|promo|advert"
    r"|(?<![a-z])ads?(?![a-z])|repl(?:y|ies)|sidebar|footer|newsletter|podcast|episode|calendar|product|playlist|video"
    r"|galler|archive|schedule|programme|further|readalso|headlines|(?:other|top|latest)(?:news|stories|articles)",
    re.IGNORECASE,
)
"""Names of lists that hold teasers, readers' words or goods."""


@lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """A field's name without case and joints: "published_at", "publishedAt" and "Published-At" are one."""
    return re.sub("[^a-z0-9]", "", name[:60].casefold())
