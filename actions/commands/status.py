"""/status: the customer's open cases."""

from actions.cases.opening import case_reference, open_cases
from actions.settings.replies import Reply
from actions.turn.promise import promised_time
from actions.turn.turn import Turn
from store.models.cases import Case, CaseKind, CaseStatus

KINDS = {
    CaseKind.COMPLAINT: Reply.CASE_COMPLAINT,
    CaseKind.INQUIRY: Reply.CASE_INQUIRY,
    CaseKind.HUMAN: Reply.CASE_HUMAN,
    CaseKind.RECOVERY: Reply.CASE_RECOVERY,
    CaseKind.UNCLEAR: Reply.CASE_UNCLEAR,
}
STATUSES = {
    CaseStatus.OPEN: Reply.CASE_OPEN,
    CaseStatus.IN_PROGRESS: Reply.CASE_IN_PROGRESS,
    CaseStatus.WAITING: Reply.CASE_WAITING,
    CaseStatus.SETTLED: Reply.CASE_SETTLED,
    CaseStatus.WITHDRAWN: Reply.CASE_WITHDRAWN,
}


async def status(turn: Turn, argument: str) -> None:
    """List the open cases with their numbers and promised times."""
    cases = await open_cases(turn)
    if not cases:
        await turn.say(turn.text(Reply.STATUS_NONE))
        return
    head = turn.text(Reply.STATUS_HEAD, count=len(cases))
    await turn.say("\n".join([head, *(_line(turn, case) for case in cases)]))


def _line(turn: Turn, case: Case) -> str:
    return turn.text(
        Reply.STATUS_LINE,
        reference=case_reference(case),
        kind=turn.text(KINDS[case.kind]),
        status=turn.text(STATUSES[case.status]),
        due=promised_time(turn, case.due_at),
    )
