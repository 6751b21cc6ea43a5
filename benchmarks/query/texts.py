"""Texts of realistic length in several languages, of invented words, with chosen words in a known share of entries.

Words follow Zipf's law: a handful of real function words, which are half of any text, and 30,000 invented ones after
them. Texts are put together from a stock of sentences, which makes a million of them in a minute.
"""

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

FUNCTION_WORDS = {
    "en": "the of to and in a is that for on was with as it by at from has be are this have not they an will but or",
    "de": "die der und in den das von zu mit ist des auf für im dem nicht ein eine als auch es an er hat aus bei nach",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il avec son à mais",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha sin sobre",
    "it": "di e il la che in a per un è del non una i le si con da della sono al dei ha più nel alla anche come ma lo",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog naar heeft",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu",
    "pl": "w i na z do się nie to że o jest po od a za jak ale dla są przez tym co był przy już oraz być czy jego ich",
}
LANGUAGE_SHARES = {"en": 58, "de": 12, "fr": 8, "es": 8, "it": 4, "nl": 4, "pt": 3, "pl": 3}
CHOSEN = {"zorvik": 0.30, "plimkat": 0.05, "dranvok": 0.005, "quilbor": 0.0001}
"""Words that stand in this share of entries, whatever their language."""
OLDEST = "vexhum"
"""A word that stands in the oldest entries alone."""
ABSENT = "nowhump"

_VOCABULARY = 30_000
_SENTENCES = 8_000
_ONSETS, _NUCLEI = (
    letters.split()
    for letters in (
        "b c d f g h j k l m n p r s t v w z br ch cr dr fl gr kl pl pr sh sk sl st th tr",
        "a e i o u a e i o ai ea ou",
    )
)
_CODAS = ["", "", "", "l", "n", "r", "s", "t", "m", "nd", "st"]


@dataclass(frozen=True, slots=True)
class Stock:
    """What texts of one language are put together from."""

    words: list[str]
    sentences: list[str]


@cache
def stock(language: str) -> Stock:
    """The stock of a language, the same in every run."""
    rng = Random(f"words {language}")
    invented = dict.fromkeys(_invent(rng) for _ in range(_VOCABULARY * 2))
    words = [*FUNCTION_WORDS[language].split(), *invented][:_VOCABULARY]
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    sentences = []
    for _ in range(_SENTENCES):
        chosen = rng.choices(words, cum_weights=weights, k=rng.randint(7, 26))
        sentences.append(" ".join(chosen).capitalize())
    return Stock(words, sentences)


def paragraphs(language: str, rng: Random, *, oldest: bool) -> list[str]:
    """An entry's text: mostly some 60 words, now and then several hundred; the chosen words stand where they may."""
    sentences = rng.choices(stock(language).sentences, k=max(1, min(30, round(rng.lognormvariate(1.1, 0.7)))))
    # A figure of its own gives the index the long tail that names and numbers give it.
    marks = [f"{rng.randrange(100_000):,}", *(word for word, share in CHOSEN.items() if rng.random() < share)]
    if oldest:
        marks.append(OLDEST)
    sentences[-1] += " " + " ".join(marks)
    return [". ".join(sentences[start : start + 3]) + "." for start in range(0, len(sentences), 3)]


def title(language: str, rng: Random) -> str:
    """A headline of three to nine words."""
    words = rng.choice(stock(language).sentences).split()[: rng.randint(3, 9)]
    return " ".join(words)


def names(kind: str, count: int) -> list[str]:
    """So many different names of two invented words, the same in every run."""
    rng = Random(f"names {kind}")
    found: dict[str, None] = {}
    while len(found) < count:
        found[f"{_invent(rng).capitalize()} {_invent(rng).capitalize()}"] = None
    return list(found)


def _invent(rng: Random) -> str:
    syllables = rng.choices((1, 2, 3, 4), weights=(1, 5, 4, 1))[0]
    return "".join(rng.choice(_ONSETS) + rng.choice(_NUCLEI) + rng.choice(_CODAS) for _ in range(syllables))
