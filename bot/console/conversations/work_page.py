"""The page of an agent's work: the queue, the talk with a customer, and what is known about the customer."""

from typing import Annotated, Any

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.answers.showing.answer_lookup import FoundAnswer
from actions.answers.showing.reply_files import chosen_files
from actions.casework.drafts import note_presence, note_read
from actions.casework.filing.splitting import SPLIT_KINDS
from actions.casework.filing.wake_times import SnoozeSpan
from actions.casework.looks import Viewed, note_looks
from actions.casework.noticing.watching import note_seen
from actions.casework.own_messages import CHANGEABLE
from actions.casework.suggested_answers import SuggestedAnswer, suggested_answers
from actions.staff.permissions import Permission, is_allowed
from actions.staff.roster import list_members
from actions.staff.sessions import Viewer
from actions.turn.open_conversation import form_for
from bot.console.conversations.answer_search import answers_for
from bot.console.conversations.colleague_line import colleague_line
from bot.console.conversations.macro_line import macro_line
from bot.console.web.attachment_names import SHOWN, describe
from bot.console.web.fields import Blank, Parameters, RowId, ShortText, path_id, read_fields
from bot.console.web.notices import notice_in
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from nlu.contract.labels import Intent
from store.models.cases import OPEN_STATUSES, CaseKind, Priority
from store.models.conversations import Mode
from store.queries.cases.case_tags import known_tags
from store.queries.cases.casefile import CaseFile, history_of, read_casefile
from store.queries.cases.settlings import undoable_settling
from store.queries.cases.waiting_customers import is_answered
from store.queries.cases.work_queue import read_queue
from store.queries.conversations.colleagues import colleagues_in
from store.queries.conversations.transcripts import Transcript, read_transcript
from store.queries.not_found import NotFound
from store.queries.reading_places import StaffPlace, reading_in
from store.queries.staff_notices import newest_in, standing_in
from store.queries.surveys.services_of_customer import services_of_customer

LINES = 14  # messages of one page, which stays below 60 kB

LINE_CHOICES: dict[str, Any] = {
    "intents": tuple(Intent),
    "describe": describe,
    "changeable": CHANGEABLE,
    "shown": {kind.value: media.partition("/")[0] for kind, media in SHOWN.items()},
}
CHOICES: dict[str, Any] = {
    **LINE_CHOICES,
    "statuses": OPEN_STATUSES,
    "priorities": tuple(Priority),
    "split_kinds": SPLIT_KINDS,
    "case_kinds": tuple(CaseKind),
    "snooze_spans": tuple(SnoozeSpan),
}


class WorkQuery(Parameters):
    """The parameters of the page: messages before one, a canned reply to start with, the case to work on.

    `change` is an own message, whose text the page offers to change, and `quote` one of the customer;
    `find` are words of answers to look up, and `split` a message that opens another case.
    """

    before: Annotated[RowId | None, Blank] = None
    canned: Annotated[ShortText | None, Blank] = None
    case: Annotated[RowId | None, Blank] = None
    change: Annotated[RowId | None, Blank] = None
    quote: Annotated[RowId | None, Blank] = None
    find: Annotated[ShortText | None, Blank] = None
    split: Annotated[RowId | None, Blank] = None


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the queue, the messages with their intents, and the customer with the case to work on."""
    asked = read_fields(WorkQuery, visit.request.query_params)
    conversation_id = path_id(visit.request, "conversation")
    async with visit.deps.database.reading() as session:
        transcript = await read_transcript(session, conversation_id, before=asked.before, size=LINES)
        file = await _casefile(session, transcript, asked.case)
        place = await reading_in(session, viewer.staff_id, conversation_id)
        beside = await _beside(session, visit, viewer, transcript, file, place)
        suggested = await _suggested(session, visit, viewer, transcript)
        answered = await _answered(session, viewer, file)
        found = await _found(session, visit, viewer, transcript, asked.find, file)
        others = await colleagues_in(session, conversation_id, viewer.staff_id, visit.now)
        is_news = beside["standing"].is_behind and asked.before is None
        case_id = file.case.id if file else None
        shown = await newest_in(session, conversation_id, case_id) if is_news else None
    await _note_looks(visit, viewer, conversation_id, file)
    await _note_visit(visit, viewer, conversation_id, place, 0 if asked.before else transcript.newest)
    if shown is not None:
        async with visit.deps.database.transaction() as session:
            await note_seen(session, conversation_id, viewer.staff_id, shown, visit.now, case_id)
    return await show_page(
        visit,
        "conversations/work.html",
        newest=transcript.newest,
        transcript=transcript,
        file=file,
        case=file.case if file else None,
        case_id=case_id,
        has_files=visit.deps.fetch is not None,
        canned=_canned(visit, viewer, transcript, file),
        quoted=next((line for line in transcript.lines if line.id == asked.quote), None),
        draft=place.draft,
        answered=answered,
        suggested=suggested,
        found=found,
        colleagues=colleague_line(visit, others),
        reasons={key: names[visit.language] for key, names in visit.deps.house.settle_reasons.items()},
        notice=notice_in(visit),
        **beside,
        **_asked(asked),
        **CHOICES,
    )


def _asked(asked: WorkQuery) -> dict[str, Any]:
    return {
        "before": asked.before,
        "begun": asked.canned,
        "changed": asked.change,
        "sought": asked.find,
        "splitting": asked.split,
    }


async def _note_looks(visit: Visit, viewer: Viewer, conversation_id: int, file: CaseFile | None) -> None:
    """Note in the audit log whose words the viewer has looked at."""
    seen = {Viewed.CONVERSATION: conversation_id} | ({Viewed.CASE: file.case.id} if file else {})
    await note_looks(visit.deps.database, seen, viewer.staff_id, visit.now)


async def _note_visit(
    visit: Visit, viewer: Viewer, conversation_id: int, place: StaffPlace, shown: int
) -> None:
    """Note that the page is open and what it shows, where that is not known yet."""
    has_read = shown > place.read_to
    if not has_read and place.is_present(visit.now):
        return
    async with visit.deps.database.transaction() as session:
        await note_presence(session, conversation_id, viewer.staff_id, visit.now)
        if has_read:
            await note_read(session, conversation_id, viewer.staff_id, shown, visit.now)
    if has_read:
        await visit.site.unread.forget(viewer.staff_id)


async def _casefile(session: AsyncSession, transcript: Transcript, case_id: int | None) -> CaseFile | None:
    """The named case of the customer, else the newest open one, else the newest one of this conversation."""
    known = {case.id: case for case in transcript.cases}
    if case_id is not None and case_id not in known:
        file = await read_casefile(session, case_id)
        if file.case.customer.id != transcript.customer.id:
            raise NotFound("case", case_id)
        return file
    here = [case for case in transcript.cases if case.conversation_id == transcript.id]
    every = (*here, *(case for case in transcript.cases if case not in here))
    candidates = [*(case for case in every if case.status in OPEN_STATUSES), *here]
    chosen = known[case_id] if case_id is not None else next(iter(candidates), None)
    return None if chosen is None else CaseFile(chosen, await history_of(session, chosen.id))


async def _answered(session: AsyncSession, viewer: Viewer, file: CaseFile | None) -> bool:
    """Whether the case can be settled without an argument; read only for those who can settle it."""
    if file is None or file.case.status not in OPEN_STATUSES:
        return False
    if not is_allowed(viewer.role, Permission.WORK_ON_CASES):
        return False
    return await is_answered(session, file.case.customer.id, file.case.opened_at)


async def _found(
    session: AsyncSession,
    visit: Visit,
    viewer: Viewer,
    transcript: Transcript,
    words: str | None,
    file: CaseFile | None,
) -> tuple[FoundAnswer, ...]:
    """What is found for the words, for those who may write to the customer."""
    if words is None or not is_allowed(viewer.role, Permission.TALK):
        return ()
    return await answers_for(session, visit, transcript.id, words, file.case.id if file else None)


async def _suggested(
    session: AsyncSession, visit: Visit, viewer: Viewer, transcript: Transcript
) -> tuple[SuggestedAnswer, ...]:
    """What answers the last question, for the person who has taken the talk over."""
    if transcript.mode is not Mode.STAFF or transcript.assignee_id != viewer.staff_id:
        return ()
    return await suggested_answers(session, transcript.id, visit.now, visit.deps.house)


async def _beside(
    session: AsyncSession,
    visit: Visit,
    viewer: Viewer,
    transcript: Transcript,
    file: CaseFile | None,
    place: StaffPlace,
) -> dict[str, Any]:
    works = is_allowed(viewer.role, Permission.WORK_ON_CASES)
    members = await list_members(session)
    return {
        "queue": await read_queue(
            session, visit.now, viewer.staff_id if works else None, reader_id=viewer.staff_id
        ),
        "undoable": await undoable_settling(session, viewer.staff_id, visit.now),
        "members": [member for member in members if member.disabled_at is None],
        "tags": await known_tags(session) if works else (),
        "standing": await standing_in(
            session, transcript.id, viewer.staff_id, file.case.id if file else None
        ),
        "reply_files": await chosen_files(session, place.files),
        "services": await services_of_customer(session, transcript.customer.id),
    }


def _canned(
    visit: Visit, viewer: Viewer, transcript: Transcript, file: CaseFile | None
) -> list[dict[str, Any]]:
    """Return the canned replies in the customer's language and script, with titles in the reader's."""
    language, customer = transcript.language or visit.deps.house.language, transcript.customer
    form = form_for(customer.written_language, customer.language_code)
    values = {
        "name": customer.first_name or "",
        "reference": file.case.reference if file else "",
        "staff": viewer.name,
    }
    return [
        {
            "key": each.key,
            "title": each.title[visit.language],
            "text": each.filled(language, values, form),
            "does": macro_line(visit, each.actions) if file and not file.case.settled_at else "",
        }
        for each in visit.deps.canned
    ]
