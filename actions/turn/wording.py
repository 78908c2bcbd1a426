"""Which wording of a reply comes next: none twice in a row, and the same again for the same talk."""

from actions.settings.replies import Reply
from store.models.conversations import Conversation


def next_wording(conversation: Conversation, reply: Reply, count: int) -> int:
    """The number of the wording to use now, of so many; the conversation keeps it.

    The wordings follow each other in their order, so that two alike are as far apart as can be.
    """
    if count < 2:
        return 0
    used = conversation.wordings or {}
    last = used.get(reply.value)
    number = 0 if last is None else (int(last) + 1) % count
    conversation.wordings = {**used, reply.value: number}
    return number
