"""Numbers of a scale as customers type them: digits, numerals, stars, "4 out of 5", or between two steps."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMERALS: Mapping[str, int] = {
    **{each: number for number, each in enumerate("零一二三四五六七八九十")},
    **{each: number for number, each in enumerate("壹贰叁肆伍陆柒捌玖拾", 1)},
    **{each: number for number, each in enumerate(ENGLISH)},
    "〇": 0,
    "两": 2,
    "百": 100,
    "一百": 100,
}
NUMBER = rf"\d{{1,3}}(?:\.\d+)?|{'|'.join(sorted(NUMERALS, key=len, reverse=True))}"
UNIT = r"(?:分|颗星|星级|星|⭐|级|stars?|points?)"
# Longer words come before those that they begin with, since what was read is not read in another way again:
# that keeps the time linear for every text.
# Words that stand about a score in English and say nothing besides: "I'd say a solid 8 I guess".
HEDGES = (
    r"(?:(?:i|it|that|you|them|this|him|her|the service|my (?:rating|score|answer)|rating|score|answer)"
    r"(?:'(?:d|ll|m|s))?|(?:i|it)(?:d|ll|m|s)|"
    r"would|will|is|going|gonna|let(?:'s| me)|lets|give|say|rate|choose|pick|go|call|to|with|for|an?|"
    r"ok(?:ay)?|then|well|fine|alright|all right|so|just|h?m+|um+|like|"
    r"maybe|probably|perhaps|about|around|definitely|honestly|tbh|at (?:best|most)|max|only|"
    r"(?:solid|strong|weak|easy|clear|big|fat|high|low)(?! one\b))"
)
LEAD = (
    rf"(?:{HEDGES}(?:[ ,]{{1,3}}| {{0,3}}: {{0,3}})){{0,12}}+"
    r"(?:那|就|我|本人|会|想|只能|只|最多|大概|大约|至少|勉强|应该|必须|绝对|妥妥的?|肯定|当然|给|俾|畀|打分|打|选|评分|评|投|填|觉得|认为|"
    r"好吧|好的|好|行吧|行|嗯|唔|哦|还是|先|推荐|满意|,|"
    r"你们|您们|它|他|她|师傅|个|分数|[: ]){0,16}+"
)
TAIL = (
    r"(?:好评|满分|吧|哈|啊|呢|了|哦|喔|啦|咯|呀|的|鼓励|谢谢|左右|上下|顶天|而已|[ ,!]"
    r"|please|from me|for me|i (?:think|guess|suppose|reckon)|i'd say|thanks|thank you|thx|overall|in total"
    r"|then|ish|or so|at (?:best|most)|max|tops|for sure|easily|definitely|obviously|no doubt|lol|haha"
    r"|tbh|honestly){0,16}+"
)
FIGURE = re.compile(
    rf"{LEAD}(?P<number>{NUMBER})(?P<half>半| and a half)? {{0,3}}(?P<unit>{UNIT})?(?P<more>半)?"
    rf"(?: {{0,3}}(?:/|out of|of) {{0,3}}(?P<top>\d{{1,3}}|five|ten))?(?: {{0,3}}{UNIT})?{TAIL}"
)
RANGE = re.compile(
    rf"{LEAD}(?:between )?(?:{NUMBER}) {{0,3}}{UNIT}? {{0,3}}(?:-|~|到|至|或者?|or|to|and|点) {{0,3}}"
    rf"(?:{NUMBER}) {{0,3}}{UNIT}?(?:之间)?{TAIL}"
    rf"|{LEAD}[一二三四五六七八][二三四五六七八九]{UNIT}{TAIL}"
)
# A number with its unit or top, or before a mark, after which more is said.
LEADING = re.compile(
    rf"(?P<figure>{LEAD}(?:{NUMBER})(?: {{0,3}}(?:{UNIT}|(?:/|out of|of) {{0,3}}(?:\d{{1,3}}|five|ten))"
    r"(?=[ ,.;:!\n-]|因为|但|不过)|(?=[,;:!\n])))"
)
CLAUSE_ENDS = re.compile(r"[,;!?\n。]|\.(?!\d)")
STARS = re.compile(r"(?:⭐|★|🌟)+")
FULL_MARKS = re.compile(rf"{LEAD}(?:满分|满星|💯|full marks|top marks|full score){TAIL}")
STAR_UNITS = ("颗星", "星级", "星", "⭐", "star", "stars")


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number that was typed: None between two steps; with the top of the scale that was named with it."""

    value: int | None
    is_full: bool = False
    in_stars: bool = False
    top: int | None = None

    def step(self, scale: range, *, reads_stars: bool) -> int | None:
        """The step of a scale that it is, if it is one."""
        if self.is_full:
            return scale[-1]
        is_alien = self.in_stars and not reads_stars
        is_alien = is_alien or (self.top is not None and self.top != scale[-1])
        return None if is_alien or self.value not in scale else self.value


def is_score(text: str) -> bool:
    """Whether a plain text is a number, which is an answer even after other messages."""
    return read_figure(text) is not None


def read_figure(text: str) -> TypedNumber | None:
    """The number that a plain text is, and nothing besides."""
    if STARS.fullmatch(text):
        return TypedNumber(len(text), in_stars=True)
    if FULL_MARKS.fullmatch(text):
        return TypedNumber(None, is_full=True)
    found = FIGURE.fullmatch(text)
    if found is None:
        return TypedNumber(None) if RANGE.fullmatch(text) else None
    is_between = found["half"] or found["more"]
    return TypedNumber(
        None if is_between else _whole(found["number"]),
        in_stars=found["unit"] in STAR_UNITS,
        top=None if found["top"] is None else _whole(found["top"]),
    )


def figure_beside_words(text: str) -> str | None:
    """The number that a plain text begins or ends with, where it says more; None where there is none.

    At the end it must look like a score: with its unit, its top, or words that give it.
    """
    if found := LEADING.match(text):
        return found["figure"]
    last = CLAUSE_ENDS.split(text)[-1].strip()
    if FULL_MARKS.fullmatch(last):
        return last
    given = FIGURE.fullmatch(last)
    return last if given is not None and (given["unit"] or given["top"] or given.start("number")) else None


def _whole(written: str) -> int | None:
    if written in NUMERALS:
        return NUMERALS[written]
    number = float(written)
    return int(number) if number.is_integer() else None
