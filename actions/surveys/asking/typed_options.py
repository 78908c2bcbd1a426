"""Options as customers type them: by their texts, a part of one, or their numbers from the top."""

import re
from collections.abc import Iterator, Mapping

from wcwidth import width

from actions.settings.survey_questions import Option, Question
from actions.surveys.asking.typed_numbers import NUMERALS
from actions.surveys.asking.typed_text import plain

BETWEEN = re.compile(r"[、,;/+&\n]|\s+and\s+|和|以及|还有|跟")
BETWEEN_NUMBERS = re.compile(r"[ .]+")
ORDINALS: Mapping[str, int] = {
    each: number for number, each in enumerate(("first", "second", "third", "fourth", "fifth", "sixth"), 1)
}
NUMBER = re.compile(
    r"(?:第|选|选项|option|number|no\.?|the)? {0,3}"
    rf"(?P<number>\d{{1,2}}|{'|'.join([*NUMERALS, *ORDINALS])})"
    r" {0,3}(?:个|项|条|号|one|option)?"
)
FRAME = re.compile(
    r"^(?:主要是?|就是|因为|是|选|the |it was |it's |mainly )+|(?:了|吧|啊|呀|的|please){1,12}$"
)
# How much of it there is.
DEGREE = re.compile(
    r"^(?:还|又|也|太|很|有点|比较|特别|非常|实在|too |very |a bit |so )+"
    r"|(?:太久|太长|太慢|太差|太高|问题|方面)$"
)
# The same anywhere in a text, and words that only join: what is left can be compared.
FILLER = re.compile(
    r"(?<=没)有|还|又|也|太|很|有点儿?|比较|特别|非常|实在|真的?|挺|蛮|超|了|的|"
    r"\b(?:too|very|a bit|so|really|quite|the|was|were|is)\b"
)
# A text that denies what an option says: "the price was fine", "not the staff", "没有等太久". What is said to
# be not good is no denial: "价格太不合理", "price not ok". More words than fit into BESIDE are not needed.
GOOD = (
    r"好(?![像差慢贵高久多烂坏吵脏乱旧难低长远凶])|不错|行|可以|合理|公道|透明|满意|值|够|到位|干净|卫生|舒服|安静|"
    r"清楚|专业|热情|耐心|耐烦|友好|友善|礼貌|客气|尊重|周到|及时|负责|理想|便宜|实惠|快|完美|能?接受|"
    r"\b(?:good|great|fine|ok|okay|nice|fair|right|clear|clean|kind|happy|perfect)\b"
)
NOT_GOOD = re.compile(
    rf"(?:[不没](?:那么|这么)?|\bnot? )(?!不)(?:{GOOD})|不[光只仅止]是?|没完|无[礼理]|"
    r"\bno help\b|\bnot (?:only|just)\b"
)
DENIED = re.compile(
    rf"[不没无非除]|以外|之外|{GOOD}|n't\b|\b(?:not?|nor|never|without|except|besides|apart)\b"
)
NEGATION = re.compile(r"[不没]|\bnot\b")
ASKS = re.compile(r"[?吗呢几哪]|多少|怎么|什么|为啥|\b(?:how|what|why|when|where|who)\b")
# How much a text may say beside the words of an option, in columns.
BESIDE = 8
# Characters by which an option can be told from the others: Chinese ones, and letters.
SHORTEST_PART, SHORTEST_WORD = 2, 4


def read_options(question: Question, text: str, *, several: bool) -> tuple[str, ...] | None:
    """The ids of the options that a plain text names, in their order; None where it says anything else."""
    whole = _named(question, text)
    if whole is not None:
        return (whole,)
    if not several:
        return None
    chosen = {_named(question, part) or _held(question, part) for part in _parts(text)}
    if None in chosen:
        return None
    return tuple(option.id for option in question.options if option.id in chosen)


def _parts(text: str) -> list[str]:
    numbers = BETWEEN_NUMBERS.split(text)
    if len(numbers) > 1 and all(part.isdigit() for part in numbers):
        return numbers
    return [plain(part) for part in BETWEEN.split(text) if plain(part)] or [text]


def _named(question: Question, text: str) -> str | None:
    """The option that a text names: by its whole text, its number, or words that only it has."""
    by_text = {plain(label): option.id for option in question.options for label in _labels(option)}
    if text in by_text:
        return by_text[text]
    if number := NUMBER.fullmatch(text):
        return _at(question, number["number"])
    inner = FRAME.sub("", text).strip()
    for words in (inner, DEGREE.sub("", inner)):
        if words in by_text:
            return by_text[words]
    if len(inner) < (SHORTEST_WORD if inner.isascii() else SHORTEST_PART):
        return None
    holding = {option for label, option in by_text.items() if _has_part(label, inner)}
    return holding.pop() if len(holding) == 1 else None


def _has_part(label: str, inner: str) -> bool:
    """Whether words are a part of a label and not the opposite of it: "干净" is none of "不干净"."""
    before, found, _ = label.partition(inner)
    return bool(found) and NEGATION.search(before) is None


def _held(question: Question, text: str) -> str | None:
    """The option whose words a short text has, however strongly it puts them: "环境也太差了"."""
    if ASKS.search(text):
        return None
    bare = _bare(text)
    labels = ((_bare(plain(label)), option.id) for option in question.options for label in _labels(option))
    holding = {
        option
        for label, option in labels
        if len(label) >= (SHORTEST_WORD if label.isascii() else SHORTEST_PART)
        and label in bare
        and width(bare) - width(label) <= BESIDE
        and not _is_denied(bare.replace(label, " ", 1))
    }
    return holding.pop() if len(holding) == 1 else None


def _is_denied(beside: str) -> bool:
    """Whether the words beside an option say that it is not so."""
    return DENIED.search(NOT_GOOD.sub("", beside)) is not None


def _bare(text: str) -> str:
    return " ".join(FILLER.sub("", text).split())


def _labels(option: Option) -> Iterator[str]:
    """What the button says in every language, and the other words for it."""
    yield from option.text.values()
    for words in option.also.values():
        yield from words


def _at(question: Question, written: str) -> str | None:
    place = NUMERALS.get(written) or ORDINALS.get(written) or (int(written) if written.isdigit() else 0)
    return question.options[place - 1].id if 1 <= place <= len(question.options) else None
