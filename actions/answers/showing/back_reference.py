"""Questions that leave out what they are about: only the question before them tells."""

import re

from actions.answers.showing.other_day import LONGEST
from actions.answers.showing.written_days import CHINESE, IN_ENGLISH, RELATIVE
from actions.turn.chinese_form import simplified

# "It" as what is asked about, at the end: "is it possible to pay by card" says what it is about. What arrives
# is a parcel, what is open is the business, and what has happened ("did it ship", "has it been paid") is a
# matter: an answer tells none of them.
PRONOUN = re.compile(
    r"(?<!where )\b(?:is|are|does|do|will|would|can|could) (?:it|they|that)\b"
    r"(?! (?:(?:still|already|now|back|on|in) )?"
    r"(?:arrive|come|coming|get|ship|sent|here|there|late|lost|delivered|open|closed?|ready|way|stock)\b)"
    r"(?: \w{1,20}){0,2}\W{0,5}$"
)
# A question word and what it asks for, without a thing.
BARE = re.compile(
    r"^(?:那么?|请问)?(?:大概|一般)?(?:需?要|得)?"
    r"(?:几点|什么时候|多久|多长时间|多少钱|怎么收费|收费|钱|免费)"
    r"(?:开始|结束|能开?好)?[吗呢啊呀的]{0,2}\W{0,5}$"
)
DAYS = (
    re.compile("|".join(sorted(RELATIVE, key=len, reverse=True))),
    CHINESE,
    IN_ENGLISH,
    re.compile(r"\d{1,2} ?(?:[号日]|st\b|nd\b|rd\b|th\b)"),
)
# What stands around a day that is asked about and nothing else.
AROUND = re.compile(r"那么?|呢|(?:what|how) about|\b(?:and|or|on|the|at|this)\b")


def refers_back(text: str) -> bool:
    """Return whether a text asks something without naming what it is about, or names nothing but days."""
    stripped = text.strip()
    if len(stripped) > LONGEST:
        return False
    plain = simplified(stripped).lower()
    return bool(PRONOUN.search(plain) or BARE.search(plain)) or _names_only_days(plain)


def _names_only_days(text: str) -> bool:
    rest = text
    for pattern in DAYS:
        rest = pattern.sub(" ", rest)
    return rest != text and not any(map(str.isalnum, AROUND.sub(" ", rest)))
