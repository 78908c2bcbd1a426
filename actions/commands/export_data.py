"""/export: the customer gets everything that is kept about them, as a file."""

from actions.rights.personal_data import export_customer
from actions.settings.replies import Reply
from actions.turn.turn import Turn


async def export(turn: Turn, argument: str) -> None:
    """Send the file."""
    customer_id = turn.customer.id
    document = await export_customer(turn.session, customer_id, f"customer:{customer_id}", turn.now)
    await turn.hand_over(document, turn.text(Reply.EXPORTED))
