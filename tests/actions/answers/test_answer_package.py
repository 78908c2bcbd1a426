"""A set travels with its files, in a folder or a ZIP, and what is wrong with one is said by its name."""

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest

from actions.answers.answer_files import NO_CHECKSUM, written
from actions.answers.answer_package import (
    LARGEST_YAML,
    AnswerPackage,
    has_files,
    read_package,
    read_zip,
    write_package,
)
from actions.answers.file_keeping import NewFile
from actions.answers.file_kind import LARGEST_KEPT
from actions.settings.yaml_files import DataError
from store.engine.database import Database
from tests.actions.answers.documents import document
from tests.actions.answers.sample_files import MAP, MENU, kept, named

BY_NAME = """\
way:
  files: [menu.pdf, {name: map.png}]
  wordings:
    zh: {question: 怎么走？, answer: 见图。}
"""


def folder(place: Path, *files: NewFile, yaml: str = BY_NAME) -> Path:
    """A folder with answers and files."""
    (place / "files").mkdir()
    (place / "answers.yml").write_text(yaml, encoding="utf-8")
    for file in files:
        (place / "files" / file.name).write_bytes(file.content)
    return place


def packed(members: dict[str, bytes]) -> BytesIO:
    """A ZIP with these members."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return target


def problems(place: Path) -> tuple[str, ...]:
    with pytest.raises(DataError) as refused:
        read_package(place)
    return tuple(problem.replace(f"{place}/", "") for problem in refused.value.problems)


def test_files_beside_the_answers_are_named_by_their_names(tmp_path: Path) -> None:
    unused, system = NewFile("other.txt", b"other"), NewFile("Thumbs.db", b"\0")
    expected = AnswerPackage({"way": document("怎么走？", "见图。", files=named(MENU, MAP))}, (MAP, MENU))
    package = read_package(folder(tmp_path, MENU, MAP, unused, system))
    assert package == expected
    assert package.checksums == {MENU.checksum, MAP.checksum}
    assert read_package(tmp_path / "answers.yml") == expected


def test_file_that_is_missing_is_named_with_its_line(tmp_path: Path) -> None:
    assert problems(folder(tmp_path, MENU)) == (f"answers.yml, line 2: way.files.1.sha256: {NO_CHECKSUM}",)


def test_name_that_is_no_text_is_named_with_its_line(tmp_path: Path) -> None:
    [problem, *_] = problems(folder(tmp_path, yaml=BY_NAME.replace("map.png", "[map.png]")))
    assert problem.startswith("answers.yml, line 2: way.files")


def test_file_that_cannot_be_sent_is_named(tmp_path: Path) -> None:
    wrong, large = NewFile("map.png", b"no picture"), NewFile("menu.pdf", b"%PDF-" + bytes(LARGEST_KEPT))
    assert problems(folder(tmp_path, wrong, large)) == (
        "map.png: its content is not that of a file that ends in .png",
        "menu.pdf: it is larger than 10 MiB, which is the most for a file",
    )


async def test_zip_is_written_and_read_back(database: Database, now: datetime) -> None:
    same_name = NewFile("menu.pdf", b"%PDF-1.7 dinner")
    await kept(database, now, MENU, MAP, same_name)
    documents = {
        "a": document("甲", files=named(MENU, MAP)),
        "b": document("乙", files=named(same_name, MAP)),
        "c": document("丙"),
    }
    target = BytesIO()
    async with database.reading() as session:
        await write_package(session, target, documents)
    package = read_zip("answers.zip", target)
    assert package.documents == documents
    assert package.checksums == {MENU.checksum, MAP.checksum, same_name.checksum}
    assert [has_files({key: documents[key]}) for key in "abc"] == [True, True, False]


def test_zip_on_the_disk_may_have_a_folder_around_it(tmp_path: Path) -> None:
    members = {"set/answers.yml": BY_NAME.encode(), "set/files/menu.pdf": MENU.content}
    members |= {"set/files/map.png": MAP.content, "set/files/.hidden.png": b"x"}
    (tmp_path / "set.zip").write_bytes(packed(members).getvalue())
    package = read_package(tmp_path / "set.zip")
    assert package == AnswerPackage(
        {"way": document("怎么走？", "见图。", files=named(MENU, MAP))}, (MENU, MAP)
    )


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"], ids=["windows", "macos"])
def test_names_of_a_zip_are_read_though_it_does_not_say_their_encoding(encoding: str) -> None:
    name = "files/价目表.pdf".encode(encoding)
    ascii_name = "files/".ljust(len(name), "x")  # as long, and written without the flag of UTF-8
    yaml = BY_NAME.replace("menu.pdf, {name: map.png}", "价目表.pdf")
    members = {"answers.yml": yaml.encode(), ascii_name: MENU.content}
    members["__MACOSX/._answers.yml"] = b"\0\5\x16\7\0\2\0\0\xb4"
    content = packed(members).getvalue().replace(ascii_name.encode(), name)
    assert read_zip("a.zip", BytesIO(content)).files == (NewFile("价目表.pdf", MENU.content),)


BROKEN = bytearray(packed({"a.yml": b"a: b"}).getvalue())
BROKEN[35] = 0xFF  # the begin of what is packed: no such block


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no zip", "a.zip: cannot be read as a ZIP"),
        (bytes(BROKEN), "a.zip: cannot be read as a ZIP"),
        (packed({"a.yml": b"\xff"}).getvalue(), "a.zip: cannot be read as a ZIP"),
        (packed({"a.yml": b" " * (LARGEST_YAML + 1)}).getvalue(), "a.yml: larger than 8 MiB"),
        (packed({"files/a.txt": b" " * (LARGEST_KEPT + 1)}).getvalue(), "a.txt: it is larger than 10 MiB"),
        (
            packed({f"{number}.bin": bytes(86 * 1024**2) for number in range(6)}).getvalue(),
            "a.zip: larger than 512 MiB",
        ),
    ],
    ids=["none", "broken", "no-text", "large-yaml", "large-file", "bomb"],
)
def test_zip_that_cannot_be_taken_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(DataError) as refused:
        read_zip("a.zip", BytesIO(content))
    assert refused.value.problems[0][: len(said)] == said


def test_checksum_that_is_given_holds(tmp_path: Path) -> None:
    yaml = written({"way": document("怎么走？", files=named(MAP))})
    package = read_package(folder(tmp_path, NewFile("map.png", MAP.content + b"newer"), yaml=yaml))
    assert package == AnswerPackage({"way": document("怎么走？", files=named(MAP))})
