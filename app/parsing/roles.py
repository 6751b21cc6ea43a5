"""What an element is by its names: a share bar, an advert, a sign-up, a teaser, hidden text, a caption, a player.

Classes are read by their words, never as substrings: "entry__share-buttons" is a share bar, "share-price" is not. Words
that only say where a thing stands ("entry", "container", "inline") do not count; what is left must be known.
"""

import re
from enum import Enum
from functools import lru_cache

from app.parsing.words import words


class Role(Enum):
    """What an element is, as far as its names tell."""

    NONE = "none"
    HIDDEN = "hidden"
    SHARE = "share"
    ADVERT = "advert"
    SIGN_UP = "sign-up"
    RELATED = "related"
    AVATAR = "avatar"
    ICON = "icon"
    CAPTION = "caption"
    CREDIT = "credit"
    PLAYER = "player"
    SOUND = "sound"
    POST = "post"
    CHART = "chart"


_PLACES = words(
    """
    amp app area article aside b bar bars block blog body bottom box btn btns button buttons c card cards col column
    component container content css cta desktop div element elements embedded entry entries feed fixed flex float footer
    full group hbs header holder horizontal image img inline inner item items js l large layout left link links list
    live liveblog m main md media menu mobile module new o outer page panel placeholder post posts right row s
    section sidebar single sm small span standard sticky story style t tool toolbar tools top u ul update v2
    vertical view wide widget widgets wrap wrapper xs
    """
)

_WORDS = {
    Role.HIDDEN: """
        visually-hidden visuallyhidden vh sr-only sr screen-reader-text screen-reader-only screenreader
        screen-reader screenreader-only screenreader-text visually-hidden-focusable offscreen off-screen
        hidden-visually accessibly-hidden a11y-hidden assistive-text assistive hide-visually is-hidden
        display-none noprint-hidden
    """,
    Role.SHARE: """
        share shares sharing sharebar sharebuttons sharetools social socials social-share social-sharing
        share-social social-share-icons share-icons share-this sharethis addthis addtoany sharedaddy
        jetpack-sharing-buttons shariff share-on share-via share-options share-icon social-icons social-icon
        social-buttons share-facebook share-twitter share-whatsapp share-x share-email share-copy copy-link
        copylink social-bar follow-us social-media-buttons teilen partager compartir condividi delen
    """,
    Role.ADVERT: """
        ad ads adv advert adverts advertisement advertisements advertising adslot ad-slot adunit ad-unit
        adbox adwrap adcontainer ad-label ad-placeholder ad-break ad-mpu mpu dfp gpt gpt-ad dfp-ad google-ad
        google-ads google-auto-placed adsbygoogle taboola trc outbrain ob teads nativo sponsored sponsor
        sponsored-content promoted promoted-content native-ad anzeige werbung publicite publicidad
        pubblicita publicidade advertentie reklama annons commercial commercial-unit amp-ad paid-content
        billboard-ad leaderboard-ad consent consent-banner consent-notice consent-overlay consent-text consent-heading
        embed-consent cookie-consent cookie-notice embed-privacy
    """,
    Role.SIGN_UP: """
        newsletter newsletters newsletter-signup newsletter-sign-up newsletter-promo signup sign-up
        email-signup email-sign-up emailsignup subscribe subscription-promo newsletter-form
        newsletter-subscribe mailing-list app-promo app-download whatsapp-promo push-notification
        notification-signup donate donation
    """,
    Role.RELATED: """
        related related-articles related-stories related-content related-news relatedarticles relatedstories
        related-links related-topics related-reading rich richlink rich-link readmore read-more read-also
        also-read see-also more-on recommended recommendation recommendations recirculation recirc teaser
        teasers promo promos most-read mostread most-popular trending up-next you-may-like further-reading
        more-stories
    """,
    Role.AVATAR: """
        avatar avatars author-avatar author-image author-photo author-headshot headshot headshots
        profile-image profile-photo profile-picture author-img author-pic byline-image byline-photo
        contributor-image gravatar
    """,
    Role.ICON: """
        icon icons emoji logo logos glyph sprite spinner loader pixel tracking-pixel spacer wp-smiley
    """,
    Role.CAPTION: """
        caption captions figcaption imagecaption image-caption photo-caption picture-caption media-caption
        wp-caption-text news-caption gallery-caption video-caption caption-text caption-title img-caption
        legend bildunterschrift bildtext bild-text bildetekst bilde-tekst billedtekst legende didascalia leyenda
        pie-foto pie-de-foto piefoto kuvateksti podpis onderschrift photo-cap img-cap image-cap pic-cap absatzbild-info
    """,
    Role.CREDIT: """
        credit credits copyright image-credit photo-credit picture-credit media-credit caption-credit
        image-copyright photo-copyright credit-text photographer image-source photo-source caption-source
        image-byline photo-byline copyright-holder bildquelle bildnachweis fotocredit imagecredit
        photocredit fotokredit foto-credit foto-kredit bildkredit quelle
    """,
    Role.PLAYER: """
        video videos video-player videoplayer media-player mediaplayer jwplayer jw-player jw-video
        jw-wrapper video-js vjs brightcove brightcove-player bc-player video-embed embed-video
        youtube-overlay overlay-play video-url play-video video-play play-icon playbutton youtube-video
        youtube-player youtube-atom youtube vimeo dailymotion videoembed video-container video-hero
    """,
    Role.SOUND: """
        audio audio-player audioplayer podcast podcast-player embed-audio audio-embed
    """,
    Role.POST: """
        twitter-tweet twitter-video instagram-media tiktok-embed fb-post fb-video bluesky-embed
        text-post-media mastodon-embed reddit-card reddit-embed-bq telegram-post
    """,
    Role.CHART: "flourish-embed infogram-embed datawrapper-embed datawrapper",
}
_NAMES = {name: role for role, names in _WORDS.items() for name in names.split()}
_LAST_WORDS = {name: role for name, role in _NAMES.items() if role in (Role.CAPTION, Role.CREDIT)} | {
    "sharing": Role.SHARE
}
"""Names that tell a role however they begin: "lx-media-asset__copyright"."""

_HIDDEN_UNLESS_RESPONSIVE = frozenset({"hidden", "hide", "d-none"})
_RESPONSIVE = re.compile(r":|^d-(?:sm|md|lg|xl|xxl)-(?!none)")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SPLIT = re.compile(r"[-_]+")
_MOST_NAMES = 24
_LONGEST = 500


def role_of(names: str) -> Role:
    """The role that a `class` (or the like) gives an element; the first name that is known decides."""
    return _role_of(names if len(names) <= _LONGEST else names[:_LONGEST].rpartition(" ")[0])


@lru_cache(maxsize=4096)
def _role_of(names: str) -> Role:
    tokens = names.split()[:_MOST_NAMES]
    for token in tokens:
        if token in _HIDDEN_UNLESS_RESPONSIVE and not any(map(_RESPONSIVE.search, tokens)):
            return Role.HIDDEN
        role = _role_of_name(token)
        if role is not Role.NONE:
            return role
    return Role.NONE


def _role_of_name(name: str) -> Role:
    words_of_name = _words_of(name)
    role = _NAMES.get("-".join(words_of_name)) or _NAMES.get(_without_places(words_of_name))
    if role is None and "__" in name:
        part = _words_of(name.rpartition("__")[2].partition("--")[0])
        role = _NAMES.get("-".join(part)) or _NAMES.get(_without_places(part))
    if role is None and words_of_name:
        told = [word for word in words_of_name if word not in _PLACES]
        role = _LAST_WORDS.get(words_of_name[-1]) or _NAMES.get("-".join(told[-2:]) if told[:-2] else "")
    return role or Role.NONE


def _words_of(name: str) -> list[str]:
    return [word for word in _SPLIT.split(_CAMEL.sub("-", name).lower()) if word]


def _without_places(words_of_name: list[str]) -> str:
    return "-".join(word for word in words_of_name if word not in _PLACES)
