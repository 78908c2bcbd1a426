"""What a text is found by."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.engine.search_terms import LONGEST_QUERY, SearchTerm, phone_terms, query_terms, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("退款太慢", "退款 款太 太慢 慢"),
        ("Refund, please!", "refund please"),
        ("iPhone坏了，要退货", "iphone 坏了 了 要退 退货 货"),
        ("ＯＲＤＥＲ　２０２６", "order 2026"),
        ("Café déjà-vu", "cafe deja vu"),
        ("慢慢慢", "慢慢 慢"),
        ("退貨運費誰來付", "退货 货运 运费 费谁 谁来 来付 付"),
        ("HF-000123", "hf 000123"),
        ("?!… 👍", ""),
        ("", ""),
    ],
)
def test_text_has_these_terms(text: str, expected: str) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电话 138 1234 5678，谢谢", "\u01c287654321831"),
        ("+86 (138) 1234-5678 or 0571.8765.4321", "\u01c28765432183168 \u01c2123456781750"),
        ("13812345678 13987654321", "\u01c287654321831 \u01c2123456789318765"),
        ("１３８　１２３４－５６７８", "\u01c287654321831"),
        ("138–1234—5678", "\u01c287654321831"),
        ("order 123456", ""),
        ("12345678901234567-138-1234-5678", "\u01c287654321831"),
        ("1234567890123456", ""),
        ("no number", ""),
    ],
)
def test_phone_numbers_are_indexed_backwards(text: str, expected: str) -> None:
    assert phone_terms(text) == expected


@pytest.mark.parametrize(
    ("query", "is_found"), [("5678", True), ("12345678", True), ("678", False), ("1234", False)]
)
def test_last_four_digits_find_a_phone_number(query: str, is_found: bool) -> None:
    found = phone_terms("138 1234 5678").split()
    (sought,) = query_terms(query)
    assert any(term.startswith(sought.ending) for term in found if sought.ending) is is_found


@pytest.mark.parametrize(
    "text", ["138 1234 5678 139 8765 4321", "13812345678/13987654321", "138-1234-5678、13987654321"]
)
@pytest.mark.parametrize(
    "query", ["5678", "4321", "１３９８７６５４３２１", "138 1234 5678", "139-8765-4321", "+1398765－4321"]
)
def test_each_of_two_numbers_beside_each_other_is_found(text: str, query: str) -> None:
    found = phone_terms(text).split()
    (sought,) = query_terms(query)
    assert any(term.startswith(sought.ending) for term in found if sought.ending)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("预约 2026-11-30 13:00 到", "2026-11-30"),
        ("订单 2026-00123 2 件", "2026-00123"),
        ("电话 138 1234 5678 10点后打", "138 1234 5678"),
        ("400-820-8820 2号键", "400-820-8820"),
        ("call 0571 8765 4321 9 to 5", "4321"),
    ],
)
def test_number_before_an_hour_or_a_count_is_found(text: str, query: str) -> None:
    found = phone_terms(text).split()
    (sought,) = query_terms(query)
    assert any(term.startswith(sought.ending) for term in found if sought.ending)


@pytest.mark.parametrize("query", ["2026 11", "HF-000123", "1234567890123456", "1 2 3"])
def test_query_that_is_no_phone_number_is_sought_by_its_words(query: str) -> None:
    assert [each.term for each in query_terms(query)] == query.lower().replace("-", " ").split()


def test_words_are_sought_by_their_beginning_and_chinese_by_its_pairs() -> None:
    assert query_terms("refund 退款慢") == (
        SearchTerm("refund", is_whole=False),
        SearchTerm("退款", is_whole=True),
        SearchTerm("款慢", is_whole=True),
    )


def test_single_character_is_sought_wherever_it_stands() -> None:
    assert query_terms("款") == (SearchTerm("款", is_whole=False),)
    assert all(any(term.startswith(each) for term in terms("退款慢").split()) for each in "退款慢")


@pytest.mark.parametrize(
    ("text", "query"), [("退貨了", "退货"), ("退货了", "退貨"), ("乾燥劑", "乾"), ("干燥剂", "燥劑")]
)
def test_traditional_and_simplified_characters_find_each_other(text: str, query: str) -> None:
    found = terms(text).split()
    for each in query_terms(query):
        assert each.term in found if each.is_whole else any(term.startswith(each.term) for term in found)


def test_long_query_is_cut() -> None:
    assert len(query_terms("a b c d e f g h i j k")) == LONGEST_QUERY


@given(st.text())
def test_terms_hold_nothing_that_a_query_could_trip_over(text: str) -> None:
    for term in terms(text).split():
        # Not `isprintable`: it denies ideographs that are younger than this Python.
        assert not {unicodedata.category(each) for each in term} & {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}
        assert not set(term) & set("\"'*:&|!()\\ ")


@given(st.text(min_size=1, max_size=12))
def test_text_is_found_by_itself(text: str) -> None:
    found = terms(text).split()
    for each in query_terms(text):
        assert each.term in found if each.is_whole else any(term.startswith(each.term) for term in found)
