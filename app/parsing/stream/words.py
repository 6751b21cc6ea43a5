"""The tags, class names and phrases that tell what a line or an element of an unknown page is."""

import re
from typing import Final

_INLINE: Final = """
a abbr b bdi bdo cite code data dfn em font i ins del kbd label mark q s samp small span strike strong sub sup time tt u
var wbr amp-timeago
"""
_DROPPED: Final = """
script style noscript template svg head title link meta base object param source track nav footer form button select
option textarea input datalist dialog map area canvas amp-ad amp-analytics amp-sidebar
"""
_MEDIA: Final = """
img amp-img picture video audio iframe amp-iframe amp-video amp-twitter amp-youtube amp-instagram embed
"""
_MACHINE: Final = """
datetime data-datetime data-timestamp data-time data-post-time data-date data-epoch data-published data-utc
data-sort-time data-js-timestamp data-posted-date-timestamp
"""
_KEY_LABELS: Final = """
key event|key events|key moment|breaking|breaking news|important|eilmeldung|wichtig|essentiel|l'essentiel|destacado|
importante|clave|momento clave|hecho clave|lo más importante|temps fort|moment clé|fait marquant|chave|momento-chave|
höhepunkt|kernpunkt|belangrijkste|sleutelmoment|kluczowe|najważniejsze|höjdpunkt|hovedpunkt|in primo piano|in evidenza|
belangrijk|pilne|à retenir|a retenir|important|alerte|urgent|flash|urgente|última hora|ultim'ora|
das wichtigste|zusammenfassung|top|key|key update|key development|destaque|viktigt|viktig|vigtigt|senaste nytt|
siste nytt|ważne|z ostatniej chwili|срочно|важно|عاجل|مهم|ब्रेकिंग|बड़ी खबर|速報|重要|快讯|突发|속보|son dakika|
viktig händelse|viktig hendelse|vigtig begivenhed|
tärkeä|tärkeää|tärkein|tärkeä hetki|olennaista|önemli|önemli gelişme|
έκτακτο|σημαντικό|důležité|
klíčová událost|fontos|kluczowy moment|ważny moment|wichtiges ereignis|schlüsselmoment|evento clave|
acontecimiento clave|événement clé|evento-chave|evento chiave|
momento chiave|sleutelgebeurtenis|важливо|重要な出来事|要点|중요|주요|главное|головне
"""
_LABELS: Final = """
pinned|pinned post|live|new|update|new update|updated|summary|featured|ao vivo|just now|latest|advertisement|anzeige|
share|share this|share post|copy link|share this post|link copied|teilen|partager|compartir|condividi|delen|
udostępnij|dela|del|fäst inlägg|fäst|festet|fastgjort|kiinnitetty|przypięte|przypięty|em destaque|fixado|afixado|fijado|
épinglé|angepinnt|angeheftet|vastgezet|uitgelicht|fissato|sabitlendi|закреплено|закріплено|مثبت|固定|ピン留め|置顶|置頂|고정
"""
_KEY_POINTS: Final = """
key points|key events|key moments|key developments|at a glance|what we know|what you need to know|the key points|
summary|highlights|top lines|das wichtigste in kürze|das wichtigste|die wichtigsten|auf einen blick|zusammenfassung|
l'essentiel|
ce qu'il faut retenir|à retenir|les points clés|claves|puntos clave|lo más importante|lo esencial|in sintesi|
i punti chiave|punti chiave|em resumo|pontos-chave|resumo|in het kort|kort samengevat|najważniejsze|w skrócie|
sammanfattning|detta har hänt|det vigtigste|dette har skjedd
"""
_FURNITURE: Final = """
sign (?:up|in)\\b|subscribe\\b|already a (?:member|subscriber)|log ?in\\b|register (?:now|for)|
related (?:stories|articles|topics|content|news|posts)|top stories\\b|most (?:read|popular|viewed)|our picks|
more (?:from|on|stories|news)\\b|read more\\b|recommended\\b|you may also like|trending\\b|download the app|get the app|
newsletter|share this|follow us|comments?$|join the (?:conversation|discussion)|advertisement$|sponsored\\b|©|
copyright\\b|terms of|privacy\\b|mehr zum thema|meistgelesen|lesen sie auch|das könnte sie|anmelden|kommentare|
à lire aussi|sur le même sujet|les plus lus|s'abonner|commentaires|te puede interesar|más leíd|lo más visto|suscríbete|
comentarios|leggi anche|i più letti|leia também|mais lidas|lees ook|meest gelezen|czytaj (?:też|także)|
läs (?:även|också|mer)|læs også|les også|subscreva|assine\b|inscreva-se|abonnez-vous|abonnieren\b|jetzt abonnieren|
iscriviti|abbonati|schrijf je in|abonneer|zapisz się|prenumerera|abonner|advertentie$|anzeige$|werbung$|publicité$|
publicidad$|pubblicità$|publicidade$|reklama$|annons$|annonse$|annonce$|
zur (?:startseite|übersicht)|back to (?:top|home|news)|retour à|volver a|torna a|voltar|terug naar|tilbage til|
tilbake til|tillbaka till|सब्सक्राइब|न्यूज़लेटर|اشترك|النشرة|اقرأ (?:أيضا|المزيد)|関連記事|相关(?:阅读|新闻)|あわせて読みたい|
विज्ञापन$|إعلان$|広告$|广告$
"""
_LIVE: Final = r"""
\blive\b|live-?(?:blog|ticker|updates?|text|stream)|\bticker\b|newsticker|en[ -]direct|ao[ -]vivo|en[ -]vivo|
minuto[ -]a[ -]minuto|minute[ -](?:by|par)[ -]minute|in diretta|diretta|na żywo|relacja|liverapport|direkterapport|
canlı|as it happened|the latest|latest updates|follow along|лайв|онлайн|速報|ライブ|直播|مباشر|लाइव
"""
_EDITED: Final = (
    "updat|aktualisiert|mis à jour|mise à jour|actualiza|aggiornat|atualiza|bijgewerkt|zaktualizowan|uppdatera|opdater"
)

INLINE: Final = frozenset(_INLINE.split())
DROPPED: Final = frozenset(_DROPPED.split())
MEDIA: Final = frozenset(_MEDIA.split())
INSETS: Final = frozenset(["blockquote", "figure", "figcaption"])
BOLD: Final = frozenset(["b", "strong"])
COMMENTS: Final = re.compile(
    r"comment(?!ar(?:y|ies)|ator)|disqus|coral|discussion|(?<![a-z])respond|livefyre|viafoura|spot-im"
    r"|(?<![a-z])(?:kommentare|komentarze|komentáře|komentáre|comentarios|comentários|kommentarer|yorumlar|reacties)(?![a-z])",
    re.IGNORECASE,
)
LIVE_POST: Final = re.compile(r"live-?_?(?:blog|ticker|stream|post|entry|update|event)|lb-post", re.IGNORECASE)
"""What no thread of readers' comments is called: old WordPress liveblogs keep their posts as comments."""
ANSWERS: Final = re.compile(
    r"(?:reply|quote|upvote|like|permalink|antworten|zitieren|gefällt mir|répondre|citer|responder|citar|rispondi|cita"
    r"|reageer|beantwoorden|odpowiedz|cytuj|svara|svar|citat|ответить|цитировать|رد|回复|回復|返信)(?: ?\(?\d*\)?)",
    re.IGNORECASE,
)
"""What stands below each post of a forum."""
TEASERS: Final = re.compile(r"teaser|promo|card|river|headline|listing|related", re.IGNORECASE)
"""What names lists of links to live blogs, and no posts of one."""
MACHINE: Final = {name: place for place, name in enumerate(_MACHINE.split())}
"""Attributes that hold a machine-readable time, and their order: the most telling first."""
TITLES: Final = frozenset(
    [
        "title", "headline", "heading", "titel", "titulo", "titre", "titolo", "rubrik", "otsikko", "overskrift",
        "tittel", "tytul", "baslik", "tit", "ttl",
    ]
)  # fmt: skip
ROLE_NAMES: Final = frozenset(["role", "description", "position", "jobtitle", "bio", "job"])
"""What names the line that says what an author is."""
SIGNERS: Final = frozenset(
    [
        "author", "authors", "byline", "contributor", "contributors", "autor", "auteur", "autore", "writer", "reporter",
        "yazar", "kirjoittaja", "skribent", "forfatter",
    ]
)  # fmt: skip


def _phrases(text: str) -> frozenset[str]:
    return frozenset(text.replace("\n", "").split("|"))


KEY_LABELS: Final = _phrases(_KEY_LABELS)
LABELS: Final = KEY_LABELS | _phrases(_LABELS)
KEY_POINTS: Final = _phrases(_KEY_POINTS)
FURNITURE: Final = re.compile(f"(?:{_FURNITURE.replace(chr(10), '')})", re.IGNORECASE)
LIVE: Final = re.compile(_LIVE.replace("\n", ""), re.IGNORECASE)
EDITED: Final = re.compile(_EDITED)
PUBLISHED: Final = re.compile("publi|veröffentlich|erstellt|opublik|utgitt|posted|created|creado|creato|criado")
