"""Words that bylines are made of, in the languages of live blogs: what opens one, joins names, tells a role or an agency."""

from typing import Final

OPENERS: Final = (
    "by", "written by", "posted by", "reported by", "reporting by", "words by", "text by", "story by", "updated by",
    "edited by", "compiled by", "additional reporting by", "with reporting by", "writing by", "mit material von", "analysis by", "live blog by", "analysis:", "analyse:", "published by", "author:", "authors:", "byline:", "from",
    "with", "von", "text:", "text von", "autor:", "autorin:", "ein beitrag von", "ein artikel von", "par", "publié par",
    "propos recueillis par", "auteur :", "auteur:", "por", "redactado por", "di", "a cura di", "de", "door", "geschreven door", "escrito por", "écrit par", "scritto da", "geschrieben von", "verfasst von", "door:", "av", "af", "skrevet av",
    "skrevet af", "tekst:", "tekst av", "text av", "przez", "autor :", "oprac.", "opracował", "opracowała", "kirjoittanut", "teksti:",
    "napsal", "napsala", "от", "автор:", "автор", "yazan:", "από:", "रिपोर्ट:", "रिपोर्टर:", "مراسلنا", "مراسلتنا", "بقلم", "بقلم:", "كتب", "كتبت", "द्वारा", "लेखक:", "文/", "文：", "文:",
    "作者：", "作者:", "撰文/", "记者：", "記者：",
)  # fmt: skip
JOINERS: Final = frozenset(
    {
        "and",
        "und",
        "et",
        "ja",
        "ve",
        "och",
        "og",
        "oraz",
        "и",
        "та",
        "और",
        "&",
        "y",
        "e",
        "i",
        "en",
        "a",
        "و",
        "with",
        "mit",
        "avec",
        "con",
    }
)
SHORT_JOINERS: Final = frozenset({"y", "e", "i", "en", "a", "con", "og", "ve"})
"""Joiners that also stand inside a name ("Ortega y Gasset"), so what follows has to be a whole name itself."""

PLACE_WORDS: Final = frozenset(
    {
        "in",
        "at",
        "aus",
        "à",
        "en",
        "a",
        "w",
        "v",
        "i",
        "на",
        "в",
        "from",
        "reporting",
        "au",
        "aux",
        "desde",
        "da",
        "dal",
        "für",
        "for",
        "uit",
        "fra",
        "från",
        "på",
        "near",
        "om",
        "via",
    }
)

PARTICLES: Final = frozenset(
    "de da do dos das di del della dello della' degli dei la le el al von van der den ter ten te zu zum zur vom af av bin bint ibn ben "
    "abu ould y e du des d' o' st st. dit 't op in't het lo mac mc ap ó ní nic".split()
)  # fmt: skip

ROLES: Final = frozenset(
    """editor reporter correspondent journalist writer columnist producer presenter author analyst commentator blogger host
    anchor contributor meteorologist forecaster economist strategist broadcaster pundit photographer director critic specialist fellow professor intern trainee stringer freelancer staff chief bureau
    redakteur redakteurin reporterin korrespondent korrespondentin redaktor redaktorin autor autorin volontär volontärin
    ressortleiter ressortleiterin chefredakteur chefredakteurin journalistin
    journaliste rédacteur rédactrice correspondant correspondante envoyé envoyée chroniqueur
    periodista redactor redactora corresponsal enviado enviada
    giornalista inviato inviata corrispondente redattore redattrice
    jornalista repórter correspondente redator redatora enviado
    redacteur verslaggever correspondente journaliste
    dziennikarz dziennikarka redaktorka korespondent
    korrespondentti toimittaja kirjeenvaihtaja korrespondens reporteri
    muhabir redaktör журналист корреспондент редактор корреспондентка журналистка
    مراسل مراسلة محرر صحفي صحافي संवाददाता पत्रकार 記者 记者 編集委員 특파원 기자""".split()
)

AGENCIES: Final = frozenset(
    """reuters|thomson reuters|ap|associated press|the associated press|afp|agence france-presse|dpa|pa|pa media|pa news agency
    |press association|efe|ansa|belga|anp|tt|ntb|ritzau|stt|pap|čtk|ctk|mti|tass|ria novosti|interfax|interfax-ukraine|ukrinform|xinhua
    |kyodo|kyodo news|jiji press|yonhap|pti|press trust of india|ani|ians|sid|kna|epd|apa|sda|keystone-sda|lusa|anadolu|anadolu agency|aap
    |bloomberg|upi|canadian press|the canadian press|adnkronos|europa press|swissinfo|agerpres|hina|tanjug|bta|cnn|bbc|npr
    |agencies|agency|wire services|staff|newsroom|redaktion|redaktionen|redaction|rédaction|redacción|redazione|redação|redactie|redakcja
    |aa|тасс|риа новости|рейтер|укринформ|унн|уніан|رويترز|أ ف ب|فرانس برس|د ب أ|وكالات|الأناضول|एएनआई|पीटीआई|भाषा|एजेंसी|新华社|新華社|中新社
    |路透社|法新社|美联社|中央社|共同|共同社|時事|ロイター|연합뉴스|로이터|orf|srf|wdr|ndr|swr|mdr|rbb|g1|tv globo|globonews|uol|rte|rté|nhk|cctv|al jazeera|euronews|france 24|franceinfo|sky|sky news|sky sports|bbc news|bbc sport|bbc verify|deutsche welle|dw|rfi|rfe/rl|voa|newsnation|toi|ndtv|wion
    |desk|agenturen|agences|agencias|agenzie|agências|nbc|abc|cbs|espn|itv|zdf|ard|nzz|tagesschau|cnbc|wires|agence|toimitus|redakce"""
    .replace("\n", "").replace("    ", "").split("|")
)  # fmt: skip

GROUP_WORDS: Final = frozenset(
    """news newsroom staff team desk agency agencies press media sport sports reporters times post guardian herald tribune
    gazette telegraph journal magazine radio tv television network broadcasting redaktion redaktionsteam newsdesk liveblog online
    nachrichten rédaction redacción redazione redação redactie redakcja
    correspondents writers editors
    wire international digital today daily""".split()
)

NOT_NAMES: Final = frozenset(
    """the this that these those is are was were be been has have had would could says said say what when where why how
    who which it its he she they we you your our their his her not no yes but or if as to of on for with from into over after before
    key event events moment moments breaking live update updates updated latest now new news share copy link read more show less
    watch video photo photos image images picture pictures gallery analysis summary recap explainer comment comments post posts
    posted published minutes minute hours hour ago today yesterday tomorrow am pm follow subscribe sign log menu home
    pinned sponsored advertisement advert ad related story stories full report facebook twitter whatsapp email print reply
    monday tuesday wednesday thursday friday saturday sunday january february march july september october november december
    press release statement official sources data figures results result reaction reactions opinion editorial letters quiz podcast
    newsletter obituary interview special coverage
    just top most important start begin end close open about contact us get all here there go back next previous load
    good morning afternoon evening welcome hello goal half time yellow red card kick off substitution penalty wicket over
    zur zum startseite übersicht seite nach oben zurück weiter weitere alle
    der die das und ist sind wird wurde nicht mehr auch aktualisiert teilen eilmeldung liveticker ticker überblick
    les est sont une pas plus partager direct mise jour publié vidéo
    los las es son una más compartir directo actualizado vídeo última hora
    são mais compartilhar atualizado ao vivo resumo
    teile delen meer lees del mer dela udostępnij więcej
    تحديث عاجل مباشر مشاركة लाइव अपडेट शेयर 更新 速報 最新 分享""".split()
)

QUALIFIERS: Final = frozenset(
    """political business senior chief health world diplomatic defence defense security sports sport environment environmental science
    technology economics economic education foreign international national home affairs legal royal media culture arts religion social
    consumer money finance financial personal deputy assistant associate managing executive digital live data investigations
    investigative special north south east west europe european middle africa asia us uk china russia ukraine white house westminster
    washington parliamentary transport football cricket rugby tennis entertainment showbiz news breaking crime weather climate energy
    our the stv general regional local community night duty sky bbc page web online audience video freelance
    politischer politische leitender leitende""".split()
)

SUFFIX_ROLES: Final = ("記者", "记者", "기자", "特派員", "編集委員", "著")

PHOTO_LABEL: Final = (
    r"(?:photographs?|photos?|photography|pictures?|images?|picture credit|photo credit|image credit|image source|image caption"
    r"|credits?|source|copyright|fotos?|fotograf(?:in|ie|ía|ia)?|bilder|bild|quelle|crédits?(?: photo)?|crédito|imagen|imagem"
    r"|foto de|kuva|fot\.|zdjęcie|фото|صورة|写真|图片来源|video|screengrab|screenshot|illustration|graphic|file photo|ap photo)"
)
"""A pattern of what opens a picture's credit."""

PICTURE_ONLY_HOUSES: Final = frozenset(
    "getty shutterstock alamy imago rex istock handout picture-alliance wireimage".split()
)
"""Houses that deal in pictures alone: a line that names one credits a picture."""

PICTURE_HOUSES: Final = PICTURE_ONLY_HOUSES | frozenset(
    """reuters ap afp epa pa dpa ap anadolu sipa zuma bloomberg tass xinhua keystone efe ansa nurphoto pool unsplash
    screengrab instagram facebook twitter x.com youtube telegram maxar planet nasa swns itv bbc cnn nbc abc cbs mod""".split()
)

CREDIT_FILLERS: Final = frozenset("the of and for via a an de la von in at on und et y du des by der to".split())

NOT_CREDITS: Final = frozenset(
    "left right centre center pictured above below file laughs laughter applause sic live video updated et gmt bst est".split()
)

LABELS: Final = frozenset(
    """key event|key moment|key point|breaking|breaking news|live|pinned|pinned post|latest|update|updated|new|summary|recap|analysis
    |eilmeldung|wichtig|angepinnt|à la une|essentiel|l'essentiel|épinglé|última hora|destacado|in evidenza|destaque|fijado|fixado""".replace(
        "\n    ", ""
    ).split("|")
)
"""What stands beside a post's time and signs nothing."""

EDITING: Final = (
    r"(?:edit(?:ed|ing)|photograph(?:s|y|ed)|photos?|pictures?|video|graphics?|illustrations?|translat(?:ed|ion)|produc(?:ed|tion)"
    r"|redigiert|bearbeitet|editado|edición|edição|edité)(?:\s(?:by|von|por|par)|\s?:)"
)
"""A pattern of what opens the names of those who did not write."""

PLACES: Final = frozenset(
    """new york|los angeles|san francisco|hong kong|tel aviv|buenos aires|washington dc|washington d.c.|abu dhabi|white house
    |st petersburg|rio de janeiro|são paulo|new delhi|kuala lumpur|cape town|mexico city|ciudad de méxico|capitol hill|downing street
    |west bank|gaza city|las vegas|san diego|st louis|new orleans|el paso|tel aviv-yafo|frankfurt am main|den haag|the hague|le caire
    |sri lanka|south korea|north korea|south africa|saudi arabia|el salvador|costa rica|puerto rico|new zealand|the white house""".replace(
        "\n    ", ""
    ).split("|")
)

SECTIONS: Final = frozenset(
    """world uk us usa eu europe european asian africa african american middle north south east west northern southern
    united premier champions prime white home supreme high red black new los san las el great sport sports football cricket rugby
    tennis formula politics political business economy economic markets money science health culture entertainment lifestyle
    travel weather tech technology climate war crisis election elections budget parliament congress senate nato un ukraine russia
    russian ukrainian israeli gaza palestinian china chinese indian iran iranian german french british english scottish
    welsh irish global international national local regional deutschland ausland inland politik wirtschaft kultur panorama
    wissen gesellschaft monde politique économie société culture deportes mundo españa economía esteri cronaca politica economia mundo
    esportes política""".split()
)
"""What sections, places and institutions begin with, and unsigned names don't: "Middle East", "Premier League"."""

INSTITUTIONS: Final = frozenset(
    """league cup sea hospital university airport office party strip forces army committee agency union council police
    ministry minister government parliament secretary championship conference summit talks deal war crisis election
    elections region province county state states kingdom republic""".split()
)
"""What places and institutions end with, and unsigned names don't."""
