"""What a customer sent shortly before or after the words that open a case belongs to the case."""

from sqlalchemy import select

from actions.turn.turn import Turn
from store.models.cases import Case, CaseEvent, CaseStep
from store.models.conversations import Direction, Message, MessageKind

EVIDENCE = (
    MessageKind.PHOTO,
    MessageKind.VOICE,
    MessageKind.VIDEO,
    MessageKind.AUDIO,
    MessageKind.DOCUMENT,
    MessageKind.LOCATION,
)


async def gather_evidence(turn: Turn, case: Case, opening: Message) -> None:
    """Add what was sent in this conversation within the evidence time, and is in no case yet."""
    if turn.is_first:
        return
    taken = select(CaseEvent.id).where(CaseEvent.message_id == Message.id)
    sent = select(Message.id).where(
        Message.conversation_id == turn.conversation.id,
        Message.direction == Direction.IN,
        Message.kind.in_(EVIDENCE),
        Message.created_at >= opening.created_at - turn.house.evidence,
        Message.created_at <= opening.created_at + turn.house.evidence,
        Message.id != opening.id,
        ~taken.exists(),
    )
    for message_id in await turn.session.scalars(
        sent.order_by(Message.id), execution_options={"autoflush": False}
    ):
        turn.session.add(
            CaseEvent(case_id=case.id, step=CaseStep.MESSAGE, message_id=message_id, at=turn.now)
        )
