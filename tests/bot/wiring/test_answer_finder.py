from datetime import UTC, datetime
from pathlib import Path

from actions.answers.entry import Entry, Wording
from bot.wiring.answer_finder import (
    ENOUGH_UNANSWERED,
    STORED_VECTORS,
    build_answer_finder,
    unanswered_texts,
)
from bot.wiring.data_files import DATA
from nlu.contract.labels import Language

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
RETURNS = Entry(1, "returns", 1, (Wording(Language.ZH, "支持七天无理由退货吗？", (), "支持。"),))
PARKING = Entry(2, "parking", 1, (Wording(Language.ZH, "有停车场吗？", (), "有。"),))


async def test_finder_finds_what_shares_no_word_with_the_entry(tmp_path: Path) -> None:
    finder = build_answer_finder(tmp_path, UTC)
    await finder.reload([RETURNS, PARKING])
    await finder.settle()
    found = await finder.find("不喜欢可以还给你们吗", Language.ZH, None, NOW)
    await finder.close()
    assert found.candidates[0].entry == RETURNS
    assert (tmp_path / STORED_VECTORS).exists()


async def test_finder_by_words_needs_no_encoder(tmp_path: Path) -> None:
    finder = build_answer_finder(tmp_path, UTC, words_only=True)
    await finder.reload([RETURNS, PARKING])
    found = await finder.find("有停车场吗", Language.ZH, None, NOW)
    assert found.is_exact


def test_unanswered_texts_come_in_both_languages() -> None:
    found = unanswered_texts(DATA / "eval")
    assert all(ENOUGH_UNANSWERED <= len(found[each]) < 2 * ENOUGH_UNANSWERED for each in Language)
