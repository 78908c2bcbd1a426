"""/export: the customer gets everything that is kept about them, as a file."""

from actions.rights.personal_data import export_customer
from actions.settings.replies import Reply
from actions.turn.turn import Turn
from store.models.staff import AuditEntry


async def export(turn: Turn, argument: str) -> None:
    """Send the file."""
    document = await export_customer(turn.session, turn.customer.id, turn.now)
    await turn.hand_over(document, turn.text(Reply.EXPORTED))
    actor = f"customer:{turn.customer.id}"
    turn.session.add(AuditEntry(at=turn.now, actor=actor, action="customer.exported", subject=actor))
