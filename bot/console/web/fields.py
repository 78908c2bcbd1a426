"""The values of an address or a form, checked before they are used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from actions.settings.storable_text import plain_words
from store.queries.not_found import NotFound
from store.queries.paging import Cursor
from store.queues.message_split import units


def at_most(longest: int) -> AfterValidator:
    """Let pass what has no more UTF-16 units: Telegram counts an emoji twice."""

    def fits(text: str) -> str:
        if units(text) > longest:
            raise ValueError(f"expected at most {longest} UTF-16 units")
        return text

    return AfterValidator(fits)


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LARGEST_ID = 2**63 - 1
MOST_FIELDS = 4000  # of a form: a survey of thirty questions with seven options each has some 2,400
LARGEST_PART = 2**31  # bytes: the whole body is limited, see `StaffPage`
LATEST = 10**16  # microseconds since 1970: the year 2286
MEDIA_TYPE = "application/x-www-form-urlencoded"
FILE_MEDIA_TYPE = "multipart/form-data"
Fields = TypeVar("Fields", bound="Parameters")


@dataclass(frozen=True, slots=True)
class PostedFile:
    """A file with the name that the browser gives, which may hold anything."""

    name: str
    content: bytes


class BadInput(Exception):
    """Something in an address or a form is not as expected; `names` says which."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def numbers(value: object) -> object:
    """Return the parts of a list such as `3,5,9`."""
    return [each for each in str(value).split(",") if each]


def _blank_is_missing(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _read_cursor(value: object) -> Cursor:
    moment, _, number = str(value).partition("-")
    if not (moment.isascii() and moment.isdigit() and number.isascii() and number.isdigit()):
        raise ValueError("expected a place in a list")
    if int(moment) > LATEST or int(number) > LARGEST_ID:
        raise ValueError("expected a place in a list")
    return Cursor(EPOCH + timedelta(microseconds=int(moment)), int(number))


def _printable(value: str) -> str:
    if not value.isprintable():
        raise ValueError("expected visible characters")
    return value


Blank = BeforeValidator(_blank_is_missing)
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2200, 1, 1))]
RowId = Annotated[int, Field(ge=1, le=LARGEST_ID)]
LastId = Annotated[int, Field(ge=0, le=LARGEST_ID)]
"""The id of the newest row that is known; 0 where there is none yet."""
CursorField = Annotated[Cursor, BeforeValidator(_read_cursor)]
ShortText = Annotated[str, Field(max_length=100), AfterValidator(_printable)]
LONGEST_MESSAGE = 4000  # characters; one message of Telegram
MessageText = Annotated[str, Field(max_length=LONGEST_MESSAGE), AfterValidator(plain_words)]
Why = Annotated[Annotated[str, Field(max_length=300), AfterValidator(_printable)] | None, Blank]
"""The reason for a change, for its history."""


class Parameters(BaseModel):
    """Named values of an address or a form; others are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", arbitrary_types_allowed=True)


def read_fields(kind: type[Fields], values: Mapping[str, object]) -> Fields:
    """Return the checked values.

    Raises:
        BadInput: some are missing or not as expected, or have NUL, which PostgreSQL does not store.
    """
    if unfit := tuple(sorted(name for name in kind.model_fields if "\0" in str(values.get(name)))):
        raise BadInput(unfit)
    try:
        return kind.model_validate(dict(values))
    except ValidationError as exc:
        names = sorted({str(error["loc"][0]) for error in exc.errors() if error["loc"]})
        raise BadInput(tuple(names)) from exc


async def read_form(request: Request, *, most_files: int = 0) -> dict[str, str]:
    """Return the fields of a posted form, each once; of files, see `read_file` and `posted_files`.

    Raises:
        HTTPException: 415, it is not a form as the pages post it.
    """
    posted = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if posted != MEDIA_TYPE and not (most_files and posted == FILE_MEDIA_TYPE):
        raise HTTPException(415)
    form = await request.form(max_files=most_files, max_fields=MOST_FIELDS, max_part_size=LARGEST_PART)
    return {name: value for name, value in form.items() if isinstance(value, str)}


async def posted_values(request: Request, name: str) -> list[str]:
    """Return all values of a field of a form that `read_form` has read."""
    return [value for value in (await request.form()).getlist(name) if isinstance(value, str)]


async def posted_files(request: Request, name: str) -> list[PostedFile]:
    """Return the files of a field of a form that `read_form` has read; a field without a choice has none."""
    files = [each for each in (await request.form()).getlist(name) if isinstance(each, UploadFile)]
    return [PostedFile(each.filename, await each.read()) for each in files if each.filename]


async def read_file(request: Request, name: str, largest: int) -> PostedFile:
    """Return the file of a form that `read_form` has read.

    Raises:
        BadInput: there is none, it is empty, or larger than this many bytes.
    """
    file = (await request.form()).get(name)
    if not isinstance(file, UploadFile) or not 0 < (file.size or 0) <= largest:
        raise BadInput((name,))
    return PostedFile(file.filename or "", await file.read())


def cursor_text(cursor: Cursor) -> str:
    """Return a position in a list as it is in an address."""
    return f"{(cursor.at - EPOCH) // timedelta(microseconds=1)}-{cursor.id}"


def path_id(request: Request, name: str) -> int:
    """Return the id in an address such as `/conversations/17`.

    Raises:
        NotFound: no row can have this id.
    """
    row_id = int(request.path_params[name])
    if not 1 <= row_id <= LARGEST_ID:
        raise NotFound(name, row_id)
    return row_id
