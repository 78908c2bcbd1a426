"""A file and a text that stands for one are read alike (`YamlFile`)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from actions.settings.yaml_files import YamlFile, YamlText, load_yaml

Make = Callable[[Path, str], YamlFile]


def _file(path: Path, text: str) -> YamlFile:
    path.write_text(text, encoding="utf-8")
    return path


def _text(path: Path, text: str) -> YamlFile:
    return YamlText(str(path), text)


@pytest.fixture(params=[_file, _text], ids=["file", "text"])
def make(request: pytest.FixtureRequest) -> Make:
    """Makes a file, or a text in place of one."""
    made: Make = request.param
    return made


def test_name_and_content_are_the_same(make: Make, tmp_path: Path) -> None:
    given = make(tmp_path / "post_service.yml", "标题: 回访\n")
    assert (given.stem, str(given)) == ("post_service", str(tmp_path / "post_service.yml"))
    assert given.read_text(encoding="utf-8") == "标题: 回访\n"
    assert load_yaml(given) == {"标题": "回访"}
