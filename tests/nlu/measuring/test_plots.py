"""The evaluation as pictures."""

from pathlib import Path

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_pictures_are_drawn_for_each_group(rasa: Call, tmp_path: Path) -> None:
    drawn = [Path(path) for path in rasa("tests.nlu.rasa_checks:pictures", str(tmp_path / "plots"))]
    assert [path.name for path in drawn] == ["reliability.svg", "confusion-zh.svg", "confusion-all.svg"]
    assert [path.read_text(encoding="utf-8").count("</svg>") for path in drawn] == [1, 1, 1]
