"""Which rows of an effect may be sent at once."""

from datetime import datetime, timedelta

from bot.worker.sending.new_sends import first_to_send
from store.models.address import Address
from store.models.queues import OutboxAction
from store.queues.outgoing import NewRow, Outgoing

SECOND = timedelta(seconds=1)


def row(chat: int, now: datetime, later: timedelta = timedelta()) -> NewRow:
    return NewRow(Outgoing(Address(chat), OutboxAction.SEND, "x"), now, now + later)


def test_first_row_of_each_chat_is_sent(now: datetime) -> None:
    rows = [row(5, now), row(6, now), row(5, now), row(7, now)]
    assert first_to_send(rows, now, lambda _: 0.0) == {Address(5): 0, Address(6): 1, Address(7): 3}


def test_row_that_is_due_later_holds_up_what_is_behind_it(now: datetime) -> None:
    rows = [row(5, now, SECOND), row(5, now), row(6, now)]
    assert first_to_send(rows, now, lambda _: 0.0) == {Address(6): 2}


def test_change_of_what_is_arriving_is_left_to_the_loop(now: datetime) -> None:
    change = Outgoing(Address(5), OutboxAction.EDIT, "x", arriving=1)
    assert first_to_send([NewRow(change, now, now), row(6, now)], now, lambda _: 0.0) == {Address(6): 1}


def test_chat_that_has_to_wait_gets_nothing(now: datetime) -> None:
    rows = [row(5, now), row(6, now)]
    waits = {Address(5): 1.0, Address(6): 0.0}
    assert first_to_send(rows, now, lambda outgoing: waits[outgoing.address]) == {Address(6): 1}
