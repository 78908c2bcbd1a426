from actions.answers.finding.finder_edition import Edition, edition_by_vectors, edition_by_words
from actions.answers.finding.reference import REFERENCE
from actions.answers.finding.search_index import SearchIndex
from nlu.contract.labels import Language
from tests.actions.answers.finding.made_up import TermEncoder, numbered, sentence_vectors

NULLS = {Language.EN: ("tell me a joke", "what is the weather")}
ENTRIES = list(numbered(60))
WITH, WITHOUT = (Language.EN, True), (Language.EN, False)


def changed(edition: Edition) -> set[tuple[Language, bool]]:
    """The thresholds that are not the reference."""
    return {key for key, thresholds in edition.thresholds.items() if thresholds != REFERENCE[key]}


async def test_words_are_calibrated_once_and_vectors_when_they_are_there() -> None:
    texts = [text for each in ENTRIES for _, text in each.questions()]
    vectors = await sentence_vectors(TermEncoder()).encode(texts, Language.EN)
    by_words = edition_by_words(ENTRIES, {}, NULLS)
    there = by_words.with_vectors({(Language.EN, text): vector for text, vector in vectors.items()})
    by_vectors = edition_by_vectors(there, {}, NULLS)
    assert [changed(each) for each in (by_words, there, by_vectors)] == [
        {WITHOUT},
        {WITHOUT},
        {WITH, WITHOUT},
    ]
    assert by_vectors.thresholds[WITHOUT] is by_words.thresholds[WITHOUT]


def test_words_are_not_indexed_again_for_vectors() -> None:
    edition = Edition(SearchIndex(ENTRIES, {}))
    assert edition.with_vectors({}).index.words is edition.index.words
