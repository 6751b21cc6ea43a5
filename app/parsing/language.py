"""The language a text is written in, by its smallest words; for pages that do not declare one."""

import re
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")
_SAMPLE: Final = 6_000
_FEWEST: Final = 8
"""Small words that a text must have to be judged."""
_AHEAD: Final = 1.3
"""How many times more small words the language must have than any other."""
_SMALL_WORDS: Final = """
en the of and to in is that for it was on with as are at be by this have from not has they his her will said who which
de der die und das ist nicht mit den von auf dem ein eine sich des für im auch wird sind werden hat bei nach aus wie
fr le les des et est dans une pour que qui sur pas au avec sont par plus du ce ont été cette aux elle il
es el los las del y que en por una con para es no se su al como más ha fue sus está lo pero
it il di che è per un della con non del si gli da una sono alla nel anche ha dei delle più le lo
pt o os da do que em um uma para com não por na no dos as se foi mais ao pelo ele à
nl het van een en de dat is op niet te zijn met voor aan er ook bij uit naar maar om werd nog door wordt
pl w i na z się nie do że jest to o jak po od za przez ale dla był są tym oraz jego
sv och att det som en på är av för med till den inte har om ett var från men de vi kan ska
da og at det er en til på af for med den ikke har som der et de var fra men vi kan blev
no og det er en til på av for med den ikke har som et de var fra men vi kan ble også etter
fi ja on ei että oli se hän joka mutta myös kun ovat niin kuin sekä
cs a v se na je že s z do i o jako za by ale pro byl jsou jeho také
tr ve bir bu da de için ile olarak çok daha olan gibi ancak sonra kadar
"""
SMALL_WORDS: Final = {
    language: frozenset(words.split())
    for language, _, words in (line.partition(" ") for line in _SMALL_WORDS.strip().splitlines())
}


def guess_language(text: str) -> str | None:
    """A two-letter language code, or None where the text is too short or not clearly in one of those known."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    counts = sorted(
        ((sum(word in small for word in words), language) for language, small in SMALL_WORDS.items()), reverse=True
    )
    (most, language), (second, _) = counts[:2]
    return language if most >= _FEWEST and most >= second * _AHEAD else None
