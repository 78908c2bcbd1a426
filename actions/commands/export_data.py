"""/export: the customer gets everything that is kept about them, as a file."""

from actions.rights.personal_data import export_customer
from actions.settings.replies import Reply
from actions.turn.turn import Turn
from store.queues.waiting_files import has_document


async def export(turn: Turn, argument: str) -> None:
    """Send the file: one at a time, and some a day."""
    if await has_document(turn.session, turn.address):
        await turn.say(turn.text(Reply.EXPORT_WAITING))
        return
    if turn.usage is not None and turn.usage.day_exports >= turn.house.limits.exports_per_day:
        await turn.say(turn.text(Reply.EXPORT_ENOUGH))
        return
    if turn.usage is not None:
        turn.usage.day_exports += 1
    customer_id = turn.customer.id
    document = await export_customer(turn.session, customer_id, f"customer:{customer_id}", turn.now)
    await turn.hand_over(document, turn.text(Reply.EXPORTED))
