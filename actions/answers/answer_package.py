"""A set of answers with its files: a folder or a ZIP with YAML files, and beside them the folder `files`."""

import asyncio
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.answer_files import read_yaml_answers, written, yaml_files
from actions.answers.answer_refusals import FileRefused
from actions.answers.document import AnswerDocument
from actions.answers.file_keeping import NewFile
from actions.answers.file_kind import BEGINNINGS, ending_of, kept_kind, require_size
from actions.settings.yaml_files import DataError, YamlFile, YamlText
from store.queries.answers.kept_contents import kept_content

FOLDER = "files"
YAML_NAME = "answers.yml"
YAML_ENDINGS = (".yml", ".yaml")
LARGEST_YAML = 8 * 1024**2  # bytes
LARGEST_PACKAGE = 512 * 1024**2  # bytes, unpacked
NAMES_ARE_UTF_8 = 0x800  # a flag of a member
# Windows in Chinese and macOS write names in these, without the flag.
NAME_ENCODINGS = ("utf-8", "gb18030")


@dataclass(frozen=True, slots=True)
class AnswerPackage:
    """Documents by key, and the contents that came with them; other files may be kept already."""

    documents: Mapping[str, AnswerDocument]
    files: tuple[NewFile, ...] = ()

    @property
    def checksums(self) -> frozenset[str]:
        """The checksums of the contents."""
        return frozenset(file.checksum for file in self.files)


def read_package(path: Path) -> AnswerPackage:
    """Return the answers of a YAML file, a folder or a ZIP, with the files beside them that they name.

    Raises:
        DataError: something is missing or wrong; each problem names its file.
    """
    if path.is_file() and zipfile.is_zipfile(path):
        with path.open("rb") as file:
            return read_zip(str(path), file)
    folder = (path if path.is_dir() else path.parent) / FOLDER
    beside = sorted(file for file in folder.iterdir() if file.is_file()) if folder.is_dir() else []
    files = [
        _checked(file.name, file.stat().st_size, file.read_bytes) for file in beside if _is_sent(file.name)
    ]
    return _package(yaml_files(path), files)


def read_zip(name: str, file: IO[bytes]) -> AnswerPackage:
    """Return the answers of a ZIP.

    Raises:
        DataError: see `read_package`; or it is no ZIP, or is too large.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            members = [each for each in packed.infolist() if not each.is_dir()]
            if sum(each.file_size for each in members) > LARGEST_PACKAGE:
                raise DataError([f"{name}: larger than {LARGEST_PACKAGE // 1024**2} MiB when unpacked"])
            return _package(list(_yaml_members(packed, members)), list(_file_members(packed, members)))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        UnicodeDecodeError,
    ) as exc:
        raise DataError([f"{name}: cannot be read as a ZIP: {exc}"]) from exc


async def write_package(
    session: AsyncSession, target: IO[bytes], documents: Mapping[str, AnswerDocument]
) -> None:
    """Write a ZIP of documents and their files, which `read_package` reads."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr(YAML_NAME, written(documents))
        for checksum, name in _packed_names(documents).items():
            content = await kept_content(session, checksum)
            if content is not None:
                await asyncio.to_thread(packed.writestr, f"{FOLDER}/{name}", content)


def has_files(documents: Mapping[str, AnswerDocument]) -> bool:
    """Return whether an answer among these sends files."""
    return any(document.files for document in documents.values())


def _packed_names(documents: Mapping[str, AnswerDocument]) -> Mapping[str, str]:
    """Return a name for each content; of two contents of one name, the later gets its checksum before it."""
    names: dict[str, str] = {}
    for document in documents.values():
        for file in document.files:
            is_taken = file.name in names.values()
            names.setdefault(file.sha256, f"{file.sha256[:12]}-{file.name}" if is_taken else file.name)
    return names


def _package(yaml: Sequence[YamlFile], files: Sequence[NewFile | FileRefused]) -> AnswerPackage:
    if refused := [str(file) for file in files if isinstance(file, FileRefused)]:
        raise DataError(refused)
    taken = [file for file in files if isinstance(file, NewFile)]
    documents = read_yaml_answers(yaml, {file.name: file.checksum for file in taken})
    used = {file.sha256 for document in documents.values() for file in document.files}
    return AnswerPackage(documents, tuple(file for file in taken if file.checksum in used))


def _yaml_members(packed: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo]) -> Iterator[YamlFile]:
    for each in members:
        path = _path_of(each)
        is_hidden = path.name.startswith(".")  # macOS adds `__MACOSX/._answers.yml`
        if path.suffix in YAML_ENDINGS and path.parent.name != FOLDER and not is_hidden:
            if each.file_size > LARGEST_YAML:
                raise DataError([f"{path}: larger than {LARGEST_YAML // 1024**2} MiB"])
            yield YamlText(str(path), packed.read(each).decode())


def _file_members(
    packed: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo]
) -> Iterator[NewFile | FileRefused]:
    for each in members:
        path = _path_of(each)
        if path.parent.name == FOLDER and _is_sent(path.name):
            yield _checked(path.name, each.file_size, partial(packed.read, each))


def _path_of(member: zipfile.ZipInfo) -> PurePosixPath:
    """Return where a member lies; Python takes a name without the flag of UTF-8 for one of DOS."""
    if not member.flag_bits & NAMES_ARE_UTF_8:
        for encoding in NAME_ENCODINGS:
            with suppress(UnicodeError):
                return PurePosixPath(member.filename.encode("cp437").decode(encoding))
    return PurePosixPath(member.filename)


def _checked(name: str, size: int, read: Callable[[], bytes]) -> NewFile | FileRefused:
    """Return a file, which is read only where it is not too large, or what is wrong with it."""
    try:
        require_size(name, size)
        file = NewFile(name, read())
        kept_kind(file.name, file.content)
    except FileRefused as exc:
        return exc
    return file


def _is_sent(name: str) -> bool:
    """Return whether a file can be sent; others, such as those of the operating system, are left out."""
    return ending_of(name) in BEGINNINGS and not name.startswith(".")
