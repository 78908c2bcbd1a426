from actions.answers.finding.words import WordIndex, terms


def test_chinese_is_cut_into_one_to_three_characters() -> None:
    assert terms("退货吗") == {"退": 1, "货": 1, "吗": 1, "退货": 1, "货吗": 1, "退货吗": 1}


def test_words_count_whole_and_by_their_letters() -> None:
    assert set(terms("fee")) == {"=fee", " fe", "fee", "ee ", " fee", "fee ", " fee "}


def test_equal_question_scores_one_and_unrelated_question_nothing() -> None:
    scores = WordIndex(["怎么退货", "opening hours"]).scores("怎么退货？")
    assert [round(float(score), 5) for score in scores] == [1.0, 0.0]


def test_traditional_characters_find_simplified_ones() -> None:
    assert round(float(WordIndex(["怎么退货"]).scores("怎麼退貨")[0]), 5) == 1.0


def test_rare_word_decides_between_questions_that_share_the_others() -> None:
    scores = WordIndex(["how do I pay", "how do I park", "how do I return"]).scores("how do I park here")
    assert int(scores.argmax()) == 1


def test_slip_of_the_finger_stays_near() -> None:
    scores = WordIndex(["delivery time", "opening hours"]).scores("delivry")
    assert scores[0] > 0.2 > scores[1]


def test_index_of_nothing_has_no_scores() -> None:
    assert WordIndex([]).scores("anything").tolist() == []
