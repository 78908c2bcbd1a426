import asyncio
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from actions.answers.entry import Entry
from actions.answers.finding.candidates import Candidate, FindingOutcome
from actions.answers.finding.finder import AnswerFinder, decided
from actions.answers.finding.search_index import Ranking
from actions.answers.finding.text_encoder import Vectors
from actions.answers.finding.thresholds import Thresholds
from nlu.contract.labels import Language
from tests.actions.answers.finding.made_up import MemoryStore, TermEncoder, entry, numbered, sentence_vectors

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
PAY = entry("pay", "How can I pay?", "Do you take cards?")
PARK = entry("park", "Is there parking near the shop?")


async def finder_of(*entries: Entry, encoder: TermEncoder | None = None) -> AnswerFinder:
    vectors = None if encoder is None else sentence_vectors(encoder)
    finder = AnswerFinder(UTC, vectors)
    await finder.reload(entries)
    await finder.settle()
    return finder


async def test_same_question_is_answered_without_the_encoder() -> None:
    encoder = TermEncoder()
    finder = await finder_of(PAY, PARK, encoder=encoder)
    encoder.is_down = True
    found = await finder.find("do you take CARDS", Language.EN, None, NOW)
    assert (found.outcome, found.is_exact) == (FindingOutcome.ANSWER, True)
    assert found.candidates == (Candidate(PAY, 1.0, Language.EN, "Do you take cards?"),)


async def test_near_question_is_answered_and_a_far_one_is_not() -> None:
    finder = await finder_of(PAY, PARK, encoder=TermEncoder())
    near = await finder.find("how can I pay here?", Language.EN, None, NOW)
    far = await finder.find("zebra quiz xylophone", Language.EN, None, NOW)
    assert (near.outcome, near.candidates[0].entry, near.is_exact) == (FindingOutcome.ANSWER, PAY, False)
    assert far.outcome is FindingOutcome.NONE


async def test_question_is_found_by_words_while_the_encoder_is_down() -> None:
    encoder = TermEncoder()
    finder = await finder_of(PAY, PARK, encoder=encoder)
    encoder.is_down = True
    found = await finder.find("how can I pay??? please", Language.EN, None, NOW)
    assert found.candidates[0].entry == PAY


async def test_entries_are_found_where_there_never_was_an_encoder() -> None:
    encoder = TermEncoder()
    encoder.is_down = True
    finder = await finder_of(PAY, PARK, encoder=encoder)
    found = await finder.find("is there parking near the shop today", Language.EN, None, NOW)
    assert (found.outcome, found.candidates[0].entry) == (FindingOutcome.ANSWER, PARK)


async def test_reload_replaces_the_entries_at_once_and_encodes_only_new_texts() -> None:
    encoder, store = TermEncoder(), MemoryStore()
    finder = AnswerFinder(UTC, sentence_vectors(encoder, store))
    await finder.reload([PAY])
    await finder.settle()
    await finder.reload([PAY, PARK])
    found = await finder.find("Is there parking near the shop?", Language.EN, None, NOW)
    await finder.settle()
    assert found.candidates[0].entry == PARK
    assert sorted(encoder.texts) == sorted([*PAY.wordings[0].questions, *PARK.wordings[0].questions])


async def test_entry_holds_on_the_days_of_the_business() -> None:
    sale = entry("sale", "when is the sale", starts=date(2026, 5, 5))
    finder = AnswerFinder(ZoneInfo("Asia/Shanghai"))
    await finder.reload([sale])
    before = await finder.find("when is the sale", Language.EN, None, datetime(2026, 5, 4, 15, tzinfo=UTC))
    after = await finder.find("when is the sale", Language.EN, None, datetime(2026, 5, 4, 17, tzinfo=UTC))
    assert (before.outcome, after.outcome) == (FindingOutcome.NONE, FindingOutcome.ANSWER)


async def test_entry_of_the_outlet_goes_before_the_general_one() -> None:
    general, own = entry("all", "opening hours"), entry("north", "opening hours", outlet="north")
    finder = await finder_of(general, own)
    at_north = await finder.find("opening hours", Language.EN, "north", NOW)
    elsewhere = await finder.find("opening hours", Language.EN, "south", NOW)
    assert (at_north.candidates[0].entry, elsewhere.candidates[0].entry) == (own, general)


async def test_entry_with_variants_of_another_language_is_found_by_its_own_question() -> None:
    chinese = entry("zh", "menu", language=Language.ZH)
    found = await (await finder_of(chinese)).find("Menu", Language.EN, None, NOW)
    assert found.candidates[0].language is Language.ZH


async def test_scores_are_given_also_for_far_entries() -> None:
    finder = await finder_of(PAY, PARK)
    found = await finder.scores("can I pay", Language.EN, None, NOW)
    assert [each.entry for each in found] == [PAY, PARK]


async def test_thresholds_are_calibrated_on_many_variants() -> None:
    finder = AnswerFinder(UTC, None, {Language.EN: ("tell me a joke", "what is the weather")})
    reference = finder.thresholds(Language.EN)
    await finder.reload(list(numbered(60)))
    assert finder.thresholds(Language.EN) != reference


def test_ranking_becomes_answer_choice_or_nothing_by_score_and_margin() -> None:
    thresholds = Thresholds(answer=0.6, margin=0.1, offer=0.3)

    def outcome(score: float, margin: float) -> FindingOutcome:
        candidates = (Candidate(PAY, score, Language.EN, "x"),)
        return decided(Ranking(candidates, margin), thresholds).outcome

    assert [outcome(0.7, 0.2), outcome(0.7, 0.05), outcome(0.4, 0.3), outcome(0.2, 0.2)] == [
        FindingOutcome.ANSWER,
        FindingOutcome.CHOICE,
        FindingOutcome.CHOICE,
        FindingOutcome.NONE,
    ]


@pytest.mark.parametrize(("score", "is_near"), [(0.44, False), (0.45, True), (0.7, True)])
def test_choice_says_whether_it_is_nearer_to_an_answer_than_to_an_offer(score: float, is_near: bool) -> None:
    candidates = (Candidate(PAY, score, Language.EN, "x"),)
    finding = decided(Ranking(candidates, 0.0), Thresholds(answer=0.6, margin=0.1, offer=0.3))
    assert (finding.outcome, finding.is_near) == (FindingOutcome.CHOICE, is_near)


async def test_closed_finder_lets_go_of_the_encoder() -> None:
    encoder = TermEncoder()
    finder = await finder_of(PAY, encoder=encoder)
    was_open = encoder.is_open
    await finder.close()
    assert (was_open, encoder.is_open) == (True, False)


async def test_slow_encoder_is_waited_for_as_long_as_patience_lasts() -> None:
    class Slow(TermEncoder):
        is_slow = False

        async def encode(self, texts: Sequence[str]) -> Vectors:
            if self.is_slow:
                await asyncio.sleep(60)
            return await super().encode(texts)

    encoder = Slow()
    finder = AnswerFinder(UTC, sentence_vectors(encoder), patience=0.01)
    await finder.reload([PAY, PARK])
    await finder.settle()
    encoder.is_slow = True
    found = await finder.scores("can I pay here", Language.EN, None, NOW)
    assert found[0].entry == PAY


async def test_encoding_is_tried_again_after_the_encoder_was_away() -> None:
    encoder = TermEncoder()
    encoder.is_down = True
    finder = AnswerFinder(UTC, sentence_vectors(encoder), first_pause=0.01)
    await finder.reload([PAY, PARK])
    await finder.settle()
    encoder.is_down = False
    async with asyncio.timeout(5):
        while not encoder.texts:
            await asyncio.sleep(0.01)
    await finder.close()
    assert encoder.texts == [*PAY.wordings[0].questions, *PARK.wordings[0].questions]


async def test_failure_of_the_encoder_that_is_not_foreseen_does_not_end_reloading() -> None:
    class Broken(TermEncoder):
        async def encode(self, texts: Sequence[str]) -> Vectors:
            raise ValueError("made up")

    finder = AnswerFinder(UTC, sentence_vectors(Broken()))
    await finder.reload([PAY])
    await finder.settle()
    await finder.reload([PAY, PARK])
    found = await finder.find("Is there parking near the shop?", Language.EN, None, NOW)
    await finder.close()
    assert found.candidates[0].entry == PARK


async def test_vectors_are_read_and_written_beside_the_event_loop() -> None:
    class Threads(MemoryStore):
        def __init__(self) -> None:
            super().__init__()
            self.used: set[bool] = set()

        def read(self, texts: Sequence[str]) -> Mapping[str, Vectors]:
            self.used.add(threading.current_thread() is threading.main_thread())
            return super().read(texts)

        def write(self, vectors: Mapping[str, Vectors]) -> None:
            self.used.add(threading.current_thread() is threading.main_thread())
            super().write(vectors)

    store = Threads()
    finder = AnswerFinder(UTC, sentence_vectors(TermEncoder(), store))
    await finder.reload([PAY, PARK])
    await finder.settle()
    await finder.close()
    assert store.used == {False}


async def test_only_the_very_question_is_found_exactly() -> None:
    finder = await finder_of(PAY)
    same = finder.find_exact("do you take CARDS", Language.EN, None, NOW)
    near = finder.find_exact("do you take my cards", Language.EN, None, NOW)
    assert (same.is_exact, same.candidates[0].entry, near.outcome) == (True, PAY, FindingOutcome.NONE)


async def test_draft_is_tried_with_the_thresholds_of_now_and_changes_nothing() -> None:
    encoder = TermEncoder()
    finder = await finder_of(PAY, encoder=encoder)
    draft = await finder.with_entries([PAY, PARK])
    question = ("any parking near your shop?", Language.EN, None, NOW)
    with_draft, now = await draft.find(*question), await finder.find(*question)
    assert (with_draft.candidates[0].entry, now.candidates[0].entry) == (PARK, PAY)
    assert draft.thresholds(Language.EN) == finder.thresholds(Language.EN)


async def test_draft_is_tried_by_words_where_it_cannot_be_encoded() -> None:
    encoder = TermEncoder()
    finder = await finder_of(PAY, encoder=encoder)
    encoder.is_down = True
    draft = await finder.with_entries([PAY, PARK])
    found = await draft.scores("is there parking near the shop", Language.EN, None, NOW)
    assert found[0].entry == PARK


async def test_encoder_is_started_before_a_customer_asks_also_where_all_vectors_are_stored() -> None:
    store = MemoryStore()
    first = AnswerFinder(UTC, sentence_vectors(TermEncoder(), store))
    await first.reload([PAY])
    await first.settle()
    encoder = TermEncoder()
    finder = AnswerFinder(UTC, sentence_vectors(encoder, store))
    await finder.reload([PAY])
    await finder.settle()
    assert (encoder.is_open, encoder.texts) == (True, [])
