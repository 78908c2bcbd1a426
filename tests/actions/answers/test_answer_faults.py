"""The health check names what is amiss with published answers."""

from datetime import date

from actions.answers.answer_faults import AnswerFault, CheckedAnswer, FaultFound, faults_of
from store.queries.answers.showing_counts import ShowingCount
from tests.actions.answers.documents import document

TODAY = date(2026, 11, 23)
USED = ShowingCount(given=5, confirmed=3)


def test_answer_that_is_used_and_asked_in_several_ways_has_no_fault() -> None:
    assert faults_of([CheckedAnswer(1, document("几点开门", "九点", "营业时间"), TODAY, USED)], TODAY) == ()


def test_each_fault_is_named_once() -> None:
    answers = [
        CheckedAnswer(1, document("你们几点开门", "九点", "营业时间"), TODAY, USED),
        CheckedAnswer(2, document("你们几点开门呢", "十点"), TODAY, ShowingCount(9, 1, 4)),
        CheckedAnswer(3, document("夏天的活动", "有", "夏季活动", ends="2026-09-01"), TODAY, USED),
        CheckedAnswer(4, document("能停车吗", "能", "停车场"), date(2026, 10, 1)),
        CheckedAnswer(5, document("能开发票吗", "能", "发票"), date(2026, 11, 1)),
        CheckedAnswer(6, document("圣诞营业吗", "不", "圣诞", starts="2026-12-01"), date(2026, 10, 1)),
    ]
    assert faults_of(answers, TODAY) == (
        FaultFound(AnswerFault.OVERLAPS, 1, "你们几点开门", 2),
        FaultFound(AnswerFault.REFUSED, 2),
        FaultFound(AnswerFault.EXPIRED, 3),
        FaultFound(AnswerFault.NO_VARIANTS, 2, "zh"),
        FaultFound(AnswerFault.NEVER_GIVEN, 4),
    )


def test_outlets_may_have_like_questions() -> None:
    answers = [
        CheckedAnswer(1, document("你们几点开门", "九点", "营业时间"), TODAY, USED),
        CheckedAnswer(2, document("你们几点开门", "十点", "营业时间", outlet="north"), TODAY, USED),
    ]
    assert faults_of(answers, TODAY) == ()
