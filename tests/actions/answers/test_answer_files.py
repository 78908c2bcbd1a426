"""Answers are read from YAML files, and mistakes are named with file, line and the way out."""

from pathlib import Path

import pytest

from actions.answers.answer_files import read_answers, written
from actions.settings.yaml_files import DataError
from tests.actions.answers.documents import document

HOURS = """\
hours:
  tags: [hours]
  starts: 2026-12-01
  wordings:
    zh:
      question: 几点开门？
      variants:
        - 营业时间
      answer: |
        今天 {hours_today}。
        周末也开门。
"""


def problems_of(path: Path) -> list[str]:
    """What reading says, without the folder."""
    with pytest.raises(DataError) as refused:
        read_answers(path)
    return [
        problem.replace(f"{path.parent if path.is_file() else path}/", "")
        for problem in refused.value.problems
    ]


def test_file_is_read_and_written_back(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text(HOURS, encoding="utf-8")
    read = read_answers(file)
    expected = document(
        "几点开门？", "今天 {hours_today}。\n周末也开门。", "营业时间", tags=["hours"], starts="2026-12-01"
    )
    assert read == {"hours": expected}
    file.write_text(written(read), encoding="utf-8")
    assert read_answers(file) == read


def test_all_files_of_a_folder_belong_together(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(written({"a": document("甲")}), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(written({"b": document("乙")}), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("none", encoding="utf-8")
    assert list(read_answers(tmp_path)) == ["a", "b"]


def test_same_key_or_question_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(
        written({"a": document("几点开门"), "b": document("乙")}), encoding="utf-8"
    )
    (tmp_path / "b.yml").write_text(
        written({"b": document("丙"), "c": document("幾點 開門？")}), encoding="utf-8"
    )
    assert problems_of(tmp_path) == [
        f"b.yml, line 1: 'b' is in {tmp_path / 'a.yml'} too; rename one of them".replace(f"{tmp_path}/", ""),
        (
            "b.yml, line 6: c: '幾點 開門？' (zh) is already answered by 'a'; word it in another way, give "
            "one of the two an outlet, or retire 'a'"
        ),
    ]


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        (
            "question: 几点开门？",
            "question: 900",
            "6: hours.wordings.zh.question: expected text; write it between quotes",
        ),
        ("    zh:", "    fr:", "5: hours.wordings.fr: no such language is known; use 'zh' or 'en'"),
        (
            "{hours_today}",
            "{opening}",
            (
                "9: hours.wordings.zh.answer: {opening} is not filled in; known are "
                "{address}, {hours_today}, {hours_week}, {phone}, {promised}"
            ),
        ),
        ("starts: 2026-12-01", "starts: soon", "3: hours.starts: expected a day such as 2026-12-31"),
        ("      question: 几点开门？\n", "", "5: hours.wordings.zh.question: it is missing; add it"),
        ("tags: [hours]", "tag: [hours]", "2: hours.tag: nothing of this name is known; is it misspelt?"),
        (
            "hours:\n",
            "opening hours:\n",
            "1: 'opening hours': expected a key of 1 to 64 letters, digits, dots, hyphens and underscores",
        ),
        ("  tags: [hours]\n", "  tags: [hours]\n  tags: [a]\n", "3: 'tags' stands there twice; remove one"),
        (HOURS, "- a\n", "1: expected keys with an answer below each, as `huifang answers export` writes"),
        (HOURS, "a: [\n", "2: expected the node content, but found '<stream end>'"),
    ],
)
def test_mistake_names_line_and_way_out(tmp_path: Path, before: str, after: str, problem: str) -> None:
    file = tmp_path / "a.yml"
    file.write_text(HOURS.replace(before, after), encoding="utf-8")
    assert problems_of(file) == [f"a.yml, line {problem}"]


def test_folder_without_files_says_so(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == [
        f"{tmp_path}: there is no .yml file in this folder; name a file or another folder"
    ]
