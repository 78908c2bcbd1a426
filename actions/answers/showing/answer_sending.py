"""Sending the files of an answer after its text."""

from collections.abc import Sequence

from actions.answers.entry import AnswerFile
from actions.turn.turn import Turn
from store.queries.answers.kept_contents import kept_facts
from store.queues.outgoing import BusinessFile


async def send_files(turn: Turn, files: Sequence[AnswerFile], staff_id: int | None = None) -> None:
    """Send files in their order; `staff_id` chose the answer, if a member of staff did."""
    if not files:
        return
    kept = await kept_facts(turn.session, [file.checksum for file in files])
    for file in files:
        facts = kept[file.checksum]
        business_file = BusinessFile(facts.kind, file.name, file.checksum)
        await turn.hand_over_kept(business_file, facts.size, staff_id)
