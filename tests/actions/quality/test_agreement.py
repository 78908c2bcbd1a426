"""A correction teaches when it does not rest on one reader alone."""

from actions.quality.agreement import LabelledText, teaches
from nlu.contract.labels import Intent

MEI, OSEI, LEE = 1, 2, 3


def label(
    intent: Intent,
    *readers: int,
    text: str = "怎么样了",
    customer: int = 7,
    model: Intent | None = Intent.INQUIRY,
) -> LabelledText:
    votes = frozenset((reader, customer, intent) for reader in readers)
    return LabelledText(text, intent, model, votes)


def test_one_correction_teaches_nothing() -> None:
    assert teaches([label(Intent.COMPLAINT, MEI)]) == [False]


def test_second_reader_makes_it_teach() -> None:
    assert teaches([label(Intent.COMPLAINT, MEI, OSEI)]) == [True]


def test_same_words_of_another_customer_agree() -> None:
    one, other = label(Intent.COMPLAINT, MEI), label(Intent.COMPLAINT, MEI, customer=8, text=" 怎么样了 ")
    assert teaches([one, other]) == [True, True]


def test_same_customer_twice_is_one_vote() -> None:
    assert teaches([label(Intent.COMPLAINT, MEI), label(Intent.COMPLAINT, MEI)]) == [False, False]


def test_confirmation_of_the_model_teaches_at_once() -> None:
    assert teaches([label(Intent.INQUIRY, MEI)]) == [True]


def test_disagreeing_readers_teach_nothing_until_one_label_has_more_votes() -> None:
    tied = [label(Intent.COMPLAINT, MEI, OSEI), label(Intent.INQUIRY, LEE, MEI, customer=8)]
    assert teaches(tied) == [False, False]
    assert teaches([*tied, label(Intent.COMPLAINT, LEE, customer=9)]) == [True, False, True]


def test_business_can_ask_for_more_or_fewer_readers() -> None:
    assert teaches([label(Intent.COMPLAINT, MEI)], agreeing=1) == [True]
    assert teaches([label(Intent.COMPLAINT, MEI, OSEI)], agreeing=3) == [False]
