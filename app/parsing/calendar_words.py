"""What the words of a written time mean, in the languages that live blogs are written in.

Every table is keyed by lower-case words; a word that means two things ("mar" is March or Tuesday) has its own kind
and the reader of the whole text decides. Month and weekday names follow Unicode CLDR, with the short forms newsrooms use.
"""

from typing import Final, NamedTuple


class Word(NamedTuple):
    """A word's kind and its value: a month's number, a weekday's (Monday is 0), a unit's seconds, a number of days."""

    kind: str
    value: int = 0


_SHORT: Final = 2
"""Letters of a weekday that other languages use as another word."""

_MONTHS: Final = """
en jan|january feb|february mar|march apr|april may jun|june jul|july aug|august sep|sept|september oct|october nov|november dec|december
de jan|januar|jänner feb|februar|feber mär|märz|mrz|maerz apr|april mai jun|juni jul|juli aug|august sep|sept|september okt|oktober nov|november dez|dezember
fr janv|janvier févr|février|fév|fevrier mars avr|avril mai juin juil|juillet août|aout sept|septembre oct|octobre nov|novembre déc|décembre|decembre
es ene|enero feb|febrero mar|marzo abr|abril may|mayo jun|junio jul|julio ago|agosto sep|sept|septiembre|setiembre oct|octubre nov|noviembre dic|diciembre
it gen|gennaio feb|febbraio mar|marzo apr|aprile mag|maggio giu|giugno lug|luglio ago|agosto set|sett|settembre ott|ottobre nov|novembre dic|dicembre
pt jan|janeiro fev|fevereiro mar|março abr|abril mai|maio jun|junho jul|julho ago|agosto set|setembro out|outubro nov|novembro dez|dezembro
nl jan|januari feb|februari mrt|maart apr|april mei jun|juni jul|juli aug|augustus sep|september okt|oktober nov|november dec|december
pl sty|stycznia|styczeń lut|lutego|luty mar|marca|marzec kwi|kwietnia|kwiecień maj|maja cze|czerwca|czerwiec lip|lipca|lipiec sie|sierpnia|sierpień wrz|września|wrzesień paź|października|październik lis|listopada|listopad gru|grudnia|grudzień
sv jan|januari feb|februari mars apr|april maj juni juli aug|augusti sep|sept|september okt|oktober nov|november dec|december
da jan|januar feb|februar mar|marts apr|april maj jun|juni jul|juli aug|august sep|sept|september okt|oktober nov|november dec|december
no jan|januar feb|februar mars apr|april mai juni juli aug|august sep|sept|september okt|oktober nov|november des|desember
fi tammi|tammikuuta|tammikuu helmi|helmikuuta|helmikuu maalis|maaliskuuta|maaliskuu huhti|huhtikuuta|huhtikuu touko|toukokuuta|toukokuu kesä|kesäkuuta|kesäkuu heinä|heinäkuuta|heinäkuu elo|elokuuta|elokuu syys|syyskuuta|syyskuu loka|lokakuuta|lokakuu marras|marraskuuta|marraskuu joulu|joulukuuta|joulukuu
cs led|ledna|leden úno|února|únor bře|března|březen dub|dubna|duben kvě|května|květen čvn|června|červen čvc|července|červenec srp|srpna|srpen zář|září říj|října|říjen listopadu|listopad pro|prosince|prosinec
tr oca|ocak şub|şubat mart nis|nisan mayıs haz|haziran tem|temmuz ağu|ağustos eyl|eylül eki|ekim kas|kasım ara|aralık
hu január február március április május június július augusztus szeptember október november december
ro ian|ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
id januari februari maret april mei juni juli agu|agustus september oktober november desember
el ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
ru янв|января|январь фев|февр|февраля|февраль мар|марта|март апр|апреля|апрель мая|май июн|июня|июнь июл|июля|июль авг|августа|август сен|сент|сентября|сентябрь окт|октября|октябрь ноя|нояб|ноября|ноябрь дек|декабря|декабрь
uk січ|січня|січень лют|лютого|лютий бер|березня|березень квіт|квітня|квітень трав|травня|травень черв|червня|червень лип|липня|липень серп|серпня|серпень вер|вересня|вересень жовт|жовтня|жовтень лист|листопада|листопад груд|грудня|грудень
ar يناير فبراير مارس أبريل|ابريل|إبريل مايو يونيو|يونيه يوليو|يوليه أغسطس|اغسطس سبتمبر أكتوبر|اكتوبر نوفمبر ديسمبر
ar - شباط آذار|اذار نيسان أيار|ايار حزيران تموز آب أيلول|ايلول - - -
ar جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر
he ינואר|בינואר פברואר|בפברואר מרץ|במרץ אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר
hi जन|जनवरी फर|फरवरी|फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर
"""

_WEEKDAYS: Final = """
en mon|monday tue|tues|tuesday wed|weds|wednesday thu|thur|thurs|thursday fri|friday sat|saturday sun|sunday
de mo|montag di|dienstag mi|mittwoch do|donnerstag fr|freitag sa|samstag|sonnabend so|sonntag
fr lun|lundi mar|mardi mer|mercredi jeu|jeudi ven|vendredi sam|samedi dim|dimanche
es lun|lunes mar|martes mié|miércoles|miercoles jue|jueves vie|viernes sáb|sábado|sabado dom|domingo
it lun|lunedì mar|martedì mer|mercoledì gio|giovedì ven|venerdì sab|sabato dom|domenica
pt seg|segunda|segunda-feira ter|terça|terça-feira qua|quarta|quarta-feira qui|quinta|quinta-feira sex|sexta|sexta-feira sáb|sábado dom|domingo
nl ma|maandag di|dinsdag wo|woensdag do|donderdag vr|vrijdag za|zaterdag zo|zondag
pl pon|pn|poniedziałek wt|wtorek śr|środa|środę czw|czwartek pt|piątek sob|sobota|sobotę nd|niedz|niedziela|niedzielę
sv må|mån|måndag ti|tis|tisdag on|ons|onsdag to|tors|torsdag fr|fre|fredag lö|lör|lördag sö|sön|söndag
da ma|man|mandag ti|tirs|tirsdag on|ons|onsdag to|tors|torsdag fr|fre|fredag lø|lør|lørdag sø|søn|søndag
no ma|man|mandag ti|tirs|tirsdag on|ons|onsdag to|tors|torsdag fr|fre|fredag lø|lør|lørdag sø|søn|søndag
fi ma|maanantai|maanantaina ti|tiistai|tiistaina ke|keskiviikko|keskiviikkona to|torstai|torstaina pe|perjantai|perjantaina la|lauantai|lauantaina su|sunnuntai|sunnuntaina
cs po|pondělí út|úterý st|středa čt|čtvrtek pá|pátek so|sobota ne|neděle
tr pzt|pazartesi sal|salı çar|çarşamba per|perşembe cum|cuma cmt|cumartesi paz|pazar
ru пн|понедельник вт|вторник ср|среда|среду чт|четверг пт|пятница|пятницу сб|суббота|субботу вс|воскресенье
uk пн|понеділок вт|вівторок ср|середа|середу чт|четвер пт|пʼятниця|п'ятниця|п’ятниця|п'ятницю сб|субота|суботу нд|неділя|неділю
ar الإثنين|الاثنين الثلاثاء الأربعاء|الاربعاء الخميس الجمعة السبت الأحد|الاحد
hi सोम|सोमवार मंगल|मंगलवार बुध|बुधवार गुरु|गुरुवार शुक्र|शुक्रवार शनि|शनिवार रवि|रविवार
ja 月|月曜|月曜日 火|火曜|火曜日 水|水曜|水曜日 木|木曜|木曜日 金|金曜|金曜日 土|土曜|土曜日 日|日曜|日曜日
zh 周一|星期一|週一 周二|星期二|週二 周三|星期三|週三 周四|星期四|週四 周五|星期五|週五 周六|星期六|週六 周日|星期日|週日|星期天
ko 월요일 화요일 수요일 목요일 금요일 토요일 일요일
"""

_UNITS: Final = {
    1: "s sec secs second seconds 초 sek sekunde sekunden seconde secondes seconden segundo segundos secondo secondi sekund sekundy "
    "sekunder detik sekunnin секунд секунды секунду с ثانية ثوان ثواني सेकंड सेकेंड",
    60: "m min mins minute minutes minuten minuto minutos minuti minuut minuut minut minuty minutę minuter minutter minutt "
    "minutu menit phút λεπτά λεπτό דקות דקה minutami minuutti minuuttia dk dakika мин минут минуты минуту хв хвилин хвилини хвилину دقيقة دقائق मिनट 分 分钟 分鐘 분",
    3600: "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren godz godzin godziny godzinę tim "
    "jam giờ ώρα ώρες שעה שעות timme timmar time timer t tunti tuntia hodina hodiny hodin hodinou hodinami sa saat ч час часа часов год годин години "
    "годину ساعة ساعات घंटा घंटे 時間 小时 小時 시간",
    86400: "d day days tag tage tagen jour jours j día días dia dias giorno giorni dagen dni dzień dag dagar dage dager päivä "
    "päivää hari ngày ημέρες ימים dny dnem den dnů gün д день дня дней дні днів يوم أيام दिन 天 일",
    604800: "w wk wks week weeks woche wochen semaine semaines semana semanas settimana settimane weken tydzień tygodnie vecka "
    "veckor uge uger uke uker viikko viikkoa hafta неделю недели тиждень أسبوع हफ्ते 週間",
}
_MONTH_LONG: Final = (
    "month months year years monat monaten jahr jahren mois ans mes meses año años mese mesi anno anni mês"
)

_COUNTED_AGO: Final = {
    1: "秒前",
    60: "分前 分钟前 分鐘前",
    3600: "時間前 小时前 小時前",
    86400: "日前 天前",
}
_DUALS: Final = {"دقيقتين": 120, "ساعتين": 7200, "يومين": 172800, "un'ora": 3600, "un’ora": 3600}

_KINDS: Final = {
    "ago": "ago ago. fa geleden temu siden sedan sitten önce назад тому منذ قبل पहले trước πριν לפני acum vor hace há 前 전 před lalu",
    "now": "now jetzt soeben agora ahora nu teraz الآن अभी 刚刚 剛剛 たった今 방금 nyt şimdi сейчас adesso just-now",
    "one": "a an one eine einer einem ein une un una uno uma um een en ett et jedną",
    "am": "am midnight ص صباحا صباحاً 午前 上午 早上 凌晨 오전 सुबह πμ",
    "pm": "pm noon midday م مساء مساءً 午後 下午 晚上 中午 오후 शाम दोपहर μμ",
    "night": "रात",
    "mark": "uhr o'clock o’clock बजे 发布于",
    "lead": "kl kl. klo klockan kello godz godzina الساعة ore saat",
}

_FILLERS: Final = """
at on the of st nd rd th er published publish updated update last posted post first from since date modified edited added
time local to as about around and live created am im den der vom seit stand zuletzt aktualisiert aktualisierung geändert
veröffentlicht publiziert erstellt gepostet ortszeit le la les à du de publié publiée mis mise jour modifié dernière actualisé
heure locale vers el las los del a publicado publicada actualizado actualizada última actualización hora il lo alle dalle ore
del pubblicato aggiornato aggiornamento os às em no na dia do da feira atualizado atualizada atualização op om te het bijgewerkt
gepubliceerd laatst update o w dnia dodano opublikowano aktualizacja zaktualizowano publicerad uppdaterad senast uppdaterades
opdateret sidst udgivet offentliggjort oppdatert publisert sist julkaistu päivitetty muokattu v ve ze dne aktualizováno publikováno
güncelleme güncellendi yayınlandı tarihinde в г года опубликовано обновлено о р року опубліковано оновлено
في يوم آخر تحديث نشر نُشر بتاريخ بتوقيت को पर अपडेट प्रकाशित अंतिम बजे समय
更新 公開 配信 掲載 发布 發布 更新于 发表 发表于 发布时间 更新时间 时间 수정 입력 등록 업데이트
for för per pe yang und og och y e en i ja
"""

RELATIVE_DAYS: Final = {
    0: "today heute aujourd'hui aujourd’hui hoy oggi hoje vandaag dziś dzisiaj idag tänään dnes bugün сегодня сьогодні "
    "היום σήμερα astăzi اليوم आज 今日 本日 今天 오늘",
    1: "yesterday gestern hier ayer ieri ontem gisteren wczoraj igår eilen včera dün вчера вчора أمس امس कल kemarin אתמול χθες tegnap 昨日 昨天 어제",
    2: "vorgestern anteayer eergisteren przedwczoraj позавчера 一昨日 前天",
}

PHRASES: Final = {
    "just now": Word("now"),
    "right now": Word("now"),
    "gerade eben": Word("now"),
    "à l'instant": Word("now"),
    "à l’instant": Word("now"),
    "moments ago": Word("now"),
    "seconds ago": Word("now"),
    "il y a": Word("ago"),
    "hari ini": Word("relday", 0),
    "hôm nay": Word("relday", 0),
    "hôm qua": Word("relday", 1),
    "i dag": Word("relday", 0),
    "i går": Word("relday", 1),
    "avant-hier": Word("relday", 2),
    "coordinated universal time": Word("zone"),
    "british summer time": Word("zone"),
    "greenwich mean time": Word("zone"),
    "غرينتش": Word("zone"),
    "جرينتش": Word("zone"),
    "بتوقيت غرينتش": Word("zone"),
    "توقيت غرينتش": Word("zone"),
    "بتوقيت جرينتش": Word("zone"),
    "eastern time": Word("zone"),
    "central time": Word("zone"),
    "mountain time": Word("zone"),
    "pacific time": Word("zone"),
    "uk time": Word("zone"),
    "كانون الثاني": Word("month", 1),
    "تشرين الأول": Word("month", 10),
    "تشرين الثاني": Word("month", 11),
    "كانون الأول": Word("month", 12),
}


def _general_words() -> dict[str, Word]:
    """Every word that means the same in all languages, weekdays aside."""
    words: dict[str, Word] = dict.fromkeys(_FILLERS.split(), Word("filler"))
    for kind, listed in _KINDS.items():
        words |= dict.fromkeys(listed.split(), Word(kind))
    for seconds, listed in _UNITS.items():
        words |= dict.fromkeys(listed.split(), Word("unit", seconds))
    words |= dict.fromkeys(_MONTH_LONG.split(), Word("unit", 30 * 86400))
    for seconds, listed in _COUNTED_AGO.items():
        words |= dict.fromkeys(listed.split(), Word("agounit", seconds))
    words |= {word: Word("span", seconds) for word, seconds in _DUALS.items()}
    for days, listed in RELATIVE_DAYS.items():
        words |= dict.fromkeys(listed.split(), Word("relday", days))
    for names in (line.split()[1:] for line in _MONTHS.strip().splitlines()):
        for number, forms in enumerate(names, 1):
            words |= dict.fromkeys(forms.split("|"), Word("month", number))
    words["ago"] = Word("ago", 8)
    return words


def _with_weekdays(words: dict[str, Word]) -> tuple[dict[str, Word], dict[str, dict[str, Word]]]:
    """The words with all weekdays, and the weekdays that only one language reads as such."""
    by_language: dict[str, dict[str, Word]] = {}
    for language, *names in (line.split() for line in _WEEKDAYS.strip().splitlines()):
        forms = ((form, number) for number, listed in enumerate(names) for form in listed.split("|"))
        for form, number in forms:
            known = words.get(form)
            if known is not None and known.kind == "month":
                words[form] = Word("either", known.value * 10 + number)
            elif (len(form) <= _SHORT and form < "一") or (known is not None and known.kind not in _DAY_KINDS):
                by_language.setdefault(language, {})[form] = Word("weekday", number)
            else:
                words.setdefault(form, Word("weekday", number))
    return words, by_language


_DAY_KINDS: Final = frozenset({"weekday", "either"})
WORDS, LANGUAGE_WORDS = _with_weekdays(_general_words())
