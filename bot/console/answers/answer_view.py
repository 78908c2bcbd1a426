"""What the page of one answer shows beside its form."""

from dataclasses import dataclass
from typing import Annotated

from actions.answers.answer_refusals import Clash
from actions.answers.answer_standing import AnswerStanding, standing_of
from actions.answers.document import AnswerDocument, read_content
from actions.answers.drafting import AnswerChange
from actions.answers.publishing import clashes
from actions.staff.sessions import Viewer
from bot.console.answers.answer_preview import AnswerPreview, previews
from bot.console.answers.version_diff import FieldChange, field_changes
from bot.console.web.fields import Blank, Parameters, RowId, read_fields
from bot.console.web.visit import Visit
from store.queries.answers.entry_states import EntryState
from store.queries.answers.version_history import VersionRow, version_history
from store.queries.not_found import NotFound


class ComparisonQuery(Parameters):
    """The version to compare with the one that is worked on."""

    compare: Annotated[RowId | None, Blank] = None


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer: what is worked on (the draft, else the published version, else the newest one).

    `compared` is the version that `changes` begin from: the one that was asked for, else the published one
    where there is a draft.
    """

    document: AnswerDocument | None = None
    standing: AnswerStanding | None = None
    versions: tuple[VersionRow, ...] = ()
    previews: tuple[AnswerPreview, ...] = ()
    clashes: tuple[Clash, ...] = ()
    compared: int | None = None
    changes: tuple[FieldChange, ...] = ()

    @property
    def newest(self) -> int:
        """Return the number of the newest version; 0 where there is none."""
        return self.versions[0].number if self.versions else 0


NEW_ANSWER = AnswerView()


async def answer_view(visit: Visit, state: EntryState) -> AnswerView:
    """Return what to show of an answer.

    Raises:
        NotFound: the version to compare does not exist.
    """
    asked = read_fields(ComparisonQuery, visit.request.query_params)
    today = visit.now.astimezone(visit.deps.house.zone).date()
    async with visit.deps.database.reading() as session:
        versions = await version_history(session, state.id)
        document = read_content(state.newest or versions[0].content)
        taken = await clashes(session, state.key, document)
    compared = asked.compare or (state.published_version if state.draft else None)
    wording = visit.deps.wording
    promised = {language: wording[language]["answers.promised_example"] for language in wording}
    return AnswerView(
        document,
        standing_of(state, today),
        versions,
        previews(document, visit.deps.house, today, promised),
        taken,
        compared,
        () if compared is None else field_changes(_version(versions, compared), document),
    )


def staff_change(visit: Visit, viewer: Viewer, why: str | None = None) -> AnswerChange:
    """Return who of the staff changes an answer in this visit, and why."""
    return AnswerChange(f"staff:{viewer.staff_id}", visit.now, why)


def _version(versions: tuple[VersionRow, ...], number: int) -> AnswerDocument:
    found = next((each for each in versions if each.number == number), None)
    if found is None:
        raise NotFound("version", number)
    return read_content(found.content)
