"""Which clock a page goes by: zones by abbreviation, by publisher or host, by language and country, by UTC offset.

All tables give IANA zones. Abbreviations of standard time ("EST", "CET") are read as the civil time of their place,
because newsrooms write them all year; "GMT", "BST" and "UTC" are taken at their word.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_PLACES: Final = """
America/New_York et est edt eastern_time
America/Chicago ct cst cdt central_time
America/Denver mt mst mdt mountain_time
America/Los_Angeles pt pst pdt pacific_time
America/Anchorage akst akdt
Pacific/Honolulu hst
America/Halifax ast adt
America/St_Johns nst ndt
America/Sao_Paulo brt
America/Argentina/Buenos_Aires art
America/Santiago clt clst
America/Bogota cot
Europe/London uk uk_time
Europe/Paris cet cest
Europe/Berlin mez mesz
Europe/Lisbon wet west
Europe/Athens eet eest
Europe/Moscow msk мск
Europe/Istanbul trt
Asia/Kolkata ist
Asia/Dubai gst
Asia/Karachi pkt
Asia/Dhaka bdt
Asia/Kathmandu npt
Asia/Jakarta wib
Asia/Manila pht
Asia/Tokyo jst
Asia/Seoul kst
Asia/Hong_Kong hkt
Asia/Singapore sgt
Africa/Lagos wat
Africa/Johannesburg sast
Africa/Nairobi eat
Australia/Sydney aest aedt
Australia/Adelaide acst acdt
Australia/Perth awst
Pacific/Auckland nzst nzdt
"""
_OFFSETS: Final = {
    "gmt": 0, "utc": 0, "z": 0, "bst": 1, "greenwich mean time": 0, "british summer time": 1, "coordinated universal time": 0,
    "غرينتش": 0, "جرينتش": 0, "بتوقيت غرينتش": 0, "توقيت غرينتش": 0, "بتوقيت جرينتش": 0,
}  # fmt: skip

ABBREVIATIONS: Final[dict[str, str | int]] = {
    **{name.replace("_", " "): line.split()[0] for line in _PLACES.strip().splitlines() for name in line.split()[1:]},
    **_OFFSETS,
}

_PUBLISHERS: Final = """
Europe/London bbc|bbc news|bbc sport|the guardian|guardian|the independent|independent|the independent uk|evening standard|the standard|sky news|sky sports|the telegraph|daily telegraph|the times|the sunday times|financial times|the mirror|mirror|daily mirror|express|daily express|daily mail|mail online|the sun|daily star|daily record|manchester evening news|liverpool echo|birmingham live|wales online|walesonline|chronicle live|the scotsman|the herald|itv news|channel 4 news|gb news|reuters uk|the economist|city am|the i paper|inews|theguardian.com|bbc.com|bbc.co.uk|sky.com|skynews.com|skysports.com|telegraph.co.uk|thetimes.com|ft.com|economist.com|the-independent.com|cityam.com|inews.co.uk
Europe/Dublin rte|rté|rté news|the irish times|irish times|irish independent|the journal|thejournal.ie|irish examiner
America/New_York the new york times|new york times|nytimes|the washington post|washington post|cnn|nbc news|abc news us|cbs news|fox news|msnbc|npr|politico|axios|the wall street journal|wall street journal|usa today|associated press|ap news|the associated press|cnbc|bloomberg|new york post|the hill|the athletic|forbes|newsweek|vox|the daily beast|fivethirtyeight|nytimes.com|washingtonpost.com|cnn.com|nbcnews.com|cbsnews.com|foxnews.com|npr.org|politico.com|axios.com|wsj.com|usatoday.com|apnews.com|cnbc.com|bloomberg.com|nypost.com|thehill.com|abcnews.go.com|abcnews.com|fivethirtyeight.com|msnbc.com|newsweek.com|espn.com
America/Los_Angeles los angeles times|la times|the verge|latimes.com
America/Toronto cbc|cbc news|the globe and mail|toronto star|global news|ctv news
Europe/Berlin tagesschau|tagesschau.de|zdf|zdfheute|ard|n-tv|ntv|der spiegel|spiegel|spiegel online|die zeit|zeit online|süddeutsche zeitung|sz.de|faz|frankfurter allgemeine|frankfurter allgemeine zeitung|die welt|welt|bild|stern|focus|focus online|t-online|rnd|redaktionsnetzwerk deutschland|tagesspiegel|der tagesspiegel|deutsche welle|dw|br24|ndr|wdr|mdr|rbb|handelsblatt|taz|merkur.de|kicker|sport1|dw.com|kicker.de
Europe/Vienna orf|orf.at|der standard|die presse|kurier|kronen zeitung|krone.at|kleine zeitung
Europe/Zurich nzz|neue zürcher zeitung|srf|blick|20 minuten|tages-anzeiger|watson|rts|swissinfo
Europe/Paris le monde|le figaro|libération|liberation|franceinfo|france info|france 24|bfmtv|bfm tv|le parisien|20 minutes|ouest-france|l'équipe|l'equipe|tf1 info|les echos|lci|euronews|mediapart
Europe/Brussels rtbf|le soir|de standaard|vrt nws|het laatste nieuws|hln|la libre
Europe/Amsterdam nos|nu.nl|de telegraaf|nrc|de volkskrant|ad.nl|rtl nieuws
Europe/Madrid el país|el pais|el mundo|la vanguardia|abc.es|rtve|20minutos|el confidencial|eldiario.es|marca|elpais.com|lavanguardia.com|elconfidencial.com|marca.com|as.com
Europe/Rome la repubblica|repubblica|corriere della sera|la stampa|ansa|sky tg24|il sole 24 ore|rainews|il post|fanpage|ansa.it
Europe/Lisbon público|publico.pt|expresso|observador|sic notícias|rtp
America/Sao_Paulo g1|globo|o globo|folha de s.paulo|folha|estadão|uol|cnn brasil|metrópoles|globo.com|metropoles.com
America/Argentina/Buenos_Aires clarín|clarin|la nación|la nacion|infobae|página 12|clarin.com|infobae.com
America/Mexico_City el universal|milenio|reforma|excélsior
Europe/Warsaw onet|gazeta wyborcza|gazeta.pl|tvn24|wp|wirtualna polska|wp sportowefakty|sportowefakty|polsat news|rmf24|interia|wp.pl
Europe/Stockholm svt|svt nyheter|aftonbladet|expressen|dagens nyheter|dn|svenska dagbladet
Europe/Copenhagen dr|dr nyheder|tv 2 danmark|politiken|berlingske|ekstra bladet|jyllands-posten
Europe/Oslo nrk|vg|aftenposten|dagbladet|tv 2 norge
Europe/Helsinki yle|helsingin sanomat|ilta-sanomat|iltalehti
Europe/Prague ct24|čt24|idnes|idnes.cz|novinky.cz|seznam zprávy
Europe/Kyiv ukrainska pravda|українська правда|the kyiv independent|kyiv independent|ukrinform|suspilne|kyivindependent.com|pravda.com.ua
Europe/Istanbul hürriyet|sabah|cumhuriyet|ntv türkiye|sözcü|trt haber|anadolu agency|daily sabah|dailysabah.com
Europe/Malta times of malta|timesofmalta.com
Asia/Jerusalem the times of israel|times of israel|haaretz|ynet|the jerusalem post|jerusalem post|timesofisrael.com|haaretz.com|ynetnews.com|jpost.com
Etc/UTC al jazeera|aljazeera|al jazeera english|aljazeera.com
Asia/Qatar الجزيرة|الجزيرة نت|aljazeera.net
Asia/Dubai al arabiya|the national|gulf news|khaleej times|sky news arabia|thenationalnews.com|gulfnews.com|khaleejtimes.com
Asia/Kolkata the times of india|times of india|hindustan times|the hindu|the indian express|indian express|ndtv|india today|news18|mint|livemint|the economic times|moneycontrol|firstpost|deccan herald|andhra jyothy|dainik bhaskar|aaj tak|amar ujala|navbharat times|zee news|the hindu businessline|businessline|indiatimes.com|hindustantimes.com|thehindu.com|indianexpress.com|ndtv.com|livemint.com|moneycontrol.com|news18.com|firstpost.com|deccanherald.com|thehindubusinessline.com|zeenews.com|andhrajyothy.com|bhaskar.com|jagran.com
Asia/Karachi dawn|geo news|the express tribune|dawn.com
Asia/Kathmandu the kathmandu post|kathmandu post
Asia/Tokyo nhk|nhk world|asahi shimbun|the asahi shimbun|yomiuri shimbun|mainichi|nikkei|the japan times|kyodo news|朝日新聞|読売新聞|毎日新聞|日本経済新聞|japantimes.co.jp|nikkei.com|asahi.com
Asia/Seoul yonhap|the korea herald|chosun ilbo
Asia/Shanghai xinhua|cctv|global times|people's daily|新华社|人民日报
Asia/Hong_Kong south china morning post|scmp|rthk|scmp.com
Asia/Singapore the straits times|straits times|cna|channel newsasia|straitstimes.com|channelnewsasia.com
Australia/Sydney abc news (australia)|abc australia|the sydney morning herald|sydney morning herald|news.com.au|the australian|9news|sbs news|abc.net.au|smh.com.au|news.com.au|9news.com.au|theaustralian.com.au|sbs.com.au
Australia/Melbourne the age|herald sun|theage.com.au
Pacific/Auckland rnz|nz herald|the new zealand herald|stuff|1news
Africa/Johannesburg news24|daily maverick|sabc news|eyewitness news
Africa/Lagos punch|the punch|vanguard|premium times|channels television
Africa/Nairobi daily nation|the standard kenya|the east african
"""

_COUNTRIES: Final = """
Europe/London : en-gb cy gd : uk
Europe/Dublin : en-ie ga : ie
Europe/Berlin : de de-de : de
Europe/Vienna : de-at : at
Europe/Zurich : de-ch fr-ch it-ch : ch
Europe/Paris : fr fr-fr : fr
Europe/Brussels : nl-be fr-be : be
Europe/Amsterdam : nl nl-nl : nl
Europe/Madrid : es-es ca eu gl : es
Europe/Rome : it it-it : it
Europe/Lisbon : pt-pt : pt
America/Sao_Paulo : pt-br : br
America/Argentina/Buenos_Aires : es-ar : ar
America/Mexico_City : es-mx : mx
America/Bogota : es-co : com.co
America/Caracas : es-ve : ve
America/Guayaquil : es-ec : com.ec
America/Montevideo : es-uy : uy
America/Asuncion : es-py : com.py
America/La_Paz : es-bo : bo
America/Costa_Rica : es-cr : cr
America/Guatemala : es-gt : gt
America/Tegucigalpa : es-hn : hn
America/El_Salvador : es-sv : com.sv
America/Managua : es-ni : com.ni
America/Panama : es-pa : com.pa
America/Santo_Domingo : es-do : com.do
America/Puerto_Rico : es-pr : com.pr
America/Havana : es-cu : cu
America/Jamaica : en-jm : com.jm
America/Lima : es-pe : pe
America/Santiago : es-cl : cl
Europe/Warsaw : pl pl-pl : pl
Europe/Stockholm : sv sv-se : se
Europe/Helsinki : fi fi-fi sv-fi : fi
Europe/Copenhagen : da da-dk : dk
Europe/Oslo : no nb nn nb-no nn-no no-no : no
Europe/Prague : cs cs-cz : cz
Europe/Bratislava : sk sk-sk : sk
Europe/Budapest : hu hu-hu : hu
Europe/Bucharest : ro ro-ro : ro
Europe/Sofia : bg bg-bg : bg
Europe/Athens : el el-gr : gr
Europe/Istanbul : tr tr-tr : tr
Europe/Zagreb : hr hr-hr : hr
Europe/Belgrade : sr-rs : rs
Europe/Ljubljana : sl sl-si : si
Europe/Sarajevo : bs bs-ba : ba
Europe/Skopje : mk mk-mk : mk
Europe/Tirane : sq-al : al
Europe/Tallinn : et et-ee : ee
Europe/Riga : lv lv-lv : lv
Europe/Vilnius : lt lt-lt : lt
Atlantic/Reykjavik : is is-is : is
Europe/Luxembourg : lb fr-lu de-lu : lu
Asia/Nicosia : el-cy : com.cy
Europe/Minsk : be be-by ru-by : by
Europe/Chisinau : ro-md : md
Asia/Tbilisi : ka ka-ge : ge
Asia/Yerevan : hy hy-am : am
Asia/Baku : az az-az : az
Asia/Almaty : kk kk-kz ru-kz : kz
Asia/Tashkent : uz uz-uz : uz
Europe/Kyiv : uk uk-ua ru-ua : ua
Europe/Moscow : ru-ru : ru
Europe/Malta : en-mt mt : mt
Asia/Jerusalem : he he-il iw : il
Asia/Riyadh : ar-sa : sa
Africa/Cairo : ar-eg : eg
Asia/Dubai : ar-ae en-ae : ae
Asia/Qatar : ar-qa : qa
Asia/Kuwait : ar-kw : com.kw
Asia/Baghdad : ar-iq : iq
Asia/Beirut : ar-lb : com.lb
Asia/Amman : ar-jo : jo
Asia/Muscat : ar-om : om
Asia/Bahrain : ar-bh : bh
Africa/Casablanca : ar-ma fr-ma : ma
Africa/Algiers : ar-dz fr-dz : dz
Africa/Tunis : ar-tn fr-tn : tn
Asia/Tehran : fa fa-ir : ir
Asia/Kolkata : hi hi-in en-in ta te ml kn mr gu bn-in : in
Asia/Dhaka : bn-bd : bd
Asia/Colombo : en-lk si si-lk ta-lk : lk
Asia/Yangon : my my-mm : com.mm
Asia/Phnom_Penh : km km-kh : com.kh
Asia/Karachi : en-pk ur-pk : pk
Asia/Kathmandu : ne ne-np : np
Asia/Bangkok : th th-th : th
Asia/Ho_Chi_Minh : vi vi-vn : vn
Asia/Manila : en-ph fil tl : ph
Asia/Singapore : en-sg : sg
Asia/Kuala_Lumpur : ms ms-my en-my : my
Asia/Tokyo : ja ja-jp : jp
Asia/Seoul : ko ko-kr : kr
Asia/Shanghai : zh zh-cn zh-hans zh-hans-cn : cn
Asia/Taipei : zh-tw zh-hant zh-hant-tw : tw
Asia/Hong_Kong : zh-hk en-hk zh-hant-hk : hk
Pacific/Auckland : en-nz mi : nz
Africa/Johannesburg : en-za af : za
Africa/Lagos : en-ng : ng
Africa/Nairobi : en-ke sw-ke : ke
Africa/Accra : en-gh : gh
Africa/Kampala : en-ug : ug
Africa/Dar_es_Salaam : en-tz sw-tz : co.tz
Africa/Harare : en-zw : co.zw
Africa/Lusaka : en-zm : co.zm
Africa/Addis_Ababa : am am-et : et
Africa/Dakar : fr-sn : sn
Africa/Abidjan : fr-ci : ci
Africa/Douala : fr-cm : cm
"""
_LONE_OFFSETS: Final = {
    timedelta(hours=5, minutes=30): "Asia/Kolkata",
    timedelta(hours=5, minutes=45): "Asia/Kathmandu",
    timedelta(hours=6, minutes=30): "Asia/Yangon",
    timedelta(hours=3, minutes=30): "Asia/Tehran",
    timedelta(hours=4, minutes=30): "Asia/Kabul",
}
_HOME: Final = {
    name: line.split(maxsplit=1)[0]
    for line in _PUBLISHERS.strip().splitlines()
    for name in line.split(maxsplit=1)[1].split("|")
}
_LANDS: Final = [line.split(":") for line in _COUNTRIES.strip().splitlines()]
_BY_TAG: Final = {tag: zone.strip() for zone, tags, _ in _LANDS for tag in tags.split()}
_BY_ENDING: Final = {ending: zone.strip() for zone, _, endings in _LANDS for ending in endings.split()}
_SEASONS: Final = [date(2026, 1, 15), date(2026, 7, 15)]
_LONGEST_NAME: Final = 253
_AROUND: Final = re.compile(r"^the | (?:online|digital|website|live|media|group|ltd|limited)$|\.(?:com|co\.uk)$")
_SPACE: Final = re.compile(r"\s+")


def zone_of(
    *,
    publisher: str | None = None,
    language: str | None = None,
    host: str | None = None,
    offsets: Iterable[timedelta | None] = (),
) -> ZoneInfo | None:
    """The zone a reader would assume, or None where nothing tells: host, publisher, country, offset, language.

    `language` is a BCP 47 tag, `host` a host name, `offsets` the UTC offsets that machine-readable times carry.
    A language alone decides only where the countries that publish in it share one clock.
    """
    tag = (language or "").strip().lower().replace("_", "-")
    domains = _domains(host)
    lone = {offset for offset in offsets if offset}
    found = (
        next((_HOME[domain] for domain in domains if domain in _HOME), None)
        or _by_name(publisher)
        or (_BY_TAG.get(tag) if "-" in tag else None)
        or next((_BY_ENDING[domain] for domain in domains if domain in _BY_ENDING), None)
        or (_LONE_OFFSETS.get(next(iter(lone))) if len(lone) == 1 else None)
        or _BY_TAG.get(tag)
    )
    return zone_named(found) if found else None


def _by_name(publisher: str | None) -> str | None:
    """The home of a publisher, with or without the words that sites put around its name ("Mirror Online")."""
    name = _SPACE.sub(" ", (publisher or "")[:_LONGEST_NAME]).strip().casefold()
    bare = _AROUND.sub("", name).strip()
    return _HOME.get(name) or _HOME.get(bare) or _HOME.get(f"the {bare}")


def _domains(host: str | None) -> list[str]:
    """A host's domains, from its own name to the country: "g1.globo.com", "globo.com", "com"."""
    labels = (host or "")[:_LONGEST_NAME].strip().lower().rstrip(".").split(".")
    return [".".join(labels[start:]) for start in range(len(labels)) if labels[start]]


@lru_cache(maxsize=512)
def zone_named(name: str) -> ZoneInfo | None:
    """The IANA zone of this name, or None when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@lru_cache(maxsize=1024)
def abbreviated(name: str, day: date | None, home: tzinfo | None) -> tzinfo | None:
    """The zone that an abbreviation means on a day (or on any): the page's own zone first, if it goes by that name."""
    known = ABBREVIATIONS.get(name)
    days = [day] if day and isinstance(known, int) else _SEASONS
    if home is not None and name.upper() in {home.tzname(datetime.combine(each, time(12))) for each in days}:
        return home
    if isinstance(known, int):
        return timezone(timedelta(hours=known)) if known else UTC
    return zone_named(known) if known else None
