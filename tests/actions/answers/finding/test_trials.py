from actions.answers.finding.search_index import SearchIndex
from actions.answers.finding.trials import MOST, held_out, unanswerable
from nlu.contract.labels import Language
from tests.actions.answers.finding.made_up import entry, numbered


def test_variant_is_asked_without_itself_if_its_entry_has_another() -> None:
    index = SearchIndex(
        [entry("pay", "how can I pay", "how do I pay"), entry("park", "is there parking")], {}
    )
    found = list(held_out(index, Language.EN, by_vectors=False))
    assert [each.is_right for each in found] == [True, True]
    assert all(each.score < 0.99 for each in found)


def test_other_language_is_not_asked() -> None:
    index = SearchIndex([entry("pay", "怎么付款", "能刷卡吗", language=Language.ZH)], {})
    assert list(held_out(index, Language.EN, by_vectors=False)) == []


def test_many_questions_are_sampled() -> None:
    index = SearchIndex(list(numbered(400)), {})
    found = list(held_out(index, Language.EN, by_vectors=False))
    assert MOST / 2 < len(found) <= MOST


def test_texts_that_nothing_answers_are_trials_without_an_entry() -> None:
    index = SearchIndex([entry("pay", "how can I pay")], {})
    assert [each.is_right for each in unanswerable(index, ["tell me a joke", "pay"], {})] == [None, None]
