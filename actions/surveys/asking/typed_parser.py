"""What a customer typed, as a move in a survey: only where it cannot mean anything else."""

from actions.settings.replies import Audience
from actions.settings.survey_questions import Question
from actions.surveys.asking.forms import form_of
from actions.surveys.asking.moves import SKIPPED, Done, GoBack, Move
from actions.surveys.asking.typed_text import LONGEST, plain
from store.models.question_kinds import KINDS, Form

SKIP = frozenset(
    ("跳过", "略过", "跳过这题", "跳过吧", "下一题", "skip", "skip it", "skip this", "next", "pass")
)
# An answer to "is there anything else?", and no comment.
NOTHING = frozenset(
    ("没有", "没有了", "没了", "没别的了", "没什么", "没什么了", "无", "暂无", "不填", "不写了", "不用了")
) | frozenset(("no", "nope", "none", "nothing", "nothing else", "no comment", "n/a", "na", "no thanks"))
BACK = frozenset(("上一题", "上一个", "上一步", "返回", "返回上一题", "回到上一题", "改上一题")) | frozenset(
    ("back", "go back", "previous", "previous question", "last question")
)
DONE = frozenset(
    (
        "选好了",
        "选完了",
        "选完",
        "好了",
        "就这些",
        "就这样",
        "就这几个",
        "完了",
        "完成",
        "确定",
        "提交",
        "没了",
    )
) | frozenset(
    ("没有了", "没别的了", "done", "i'm done", "that's all", "that's it", "that is all", "finished")
)


def read_answer(question: Question, text: str, audience: Audience) -> Move | None:
    """The move that a text is, in either language, or why it cannot be taken.

    None where it is no answer, or could be something else. Words of a free-text question are not for
    reading, only the wish to skip it or to go back.
    """
    if len(text) > LONGEST:
        return None
    typed = plain(text)
    if typed in BACK:
        return GoBack()
    if typed in SKIP or _says_nothing(question, typed):
        return _skip(question, audience)
    if typed in DONE and KINDS[question.kind].form is Form.OPTIONS:
        return Done()
    return form_of(question).typed(question, typed, audience)


def _says_nothing(question: Question, typed: str) -> bool:
    return question.optional and typed in NOTHING and KINDS[question.kind].form is Form.WORDS


def _skip(question: Question, audience: Audience) -> Move | None:
    """Skip what is optional; several options may be none, and the rest needs an answer."""
    if question.optional:
        return SKIPPED
    if KINDS[question.kind].form is Form.OPTIONS:
        return Done()
    return form_of(question).hint(question, audience)
