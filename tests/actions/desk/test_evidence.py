"""Attachments are kept and acknowledged."""

from actions.desk.held_reply import HOLD
from actions.settings.house import House
from actions.settings.replies import Reply
from actions.turn.incoming import Ties
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.conversations import MessageKind
from tests.actions.conftest import Customer, texts
from tests.actions.desk.conftest import messages


async def test_attachment_is_kept_and_acknowledged(
    customer: Customer, database: Database, house: House
) -> None:
    sent = await customer.attach(MessageKind.PHOTO)
    (message,) = await messages(database)
    assert texts(sent) == [house.replies.text(Language.ZH, Reply.ATTACHMENT)]
    assert (message.kind, message.attachment) == (MessageKind.PHOTO, {"file_id": "f1"})


async def test_album_is_acknowledged_once(customer: Customer, house: House) -> None:
    sent = [
        await customer.attach(MessageKind.PHOTO, details={"file_id": f"f{number}"}, ties=Ties(album="a1"))
        for number in range(3)
    ]
    customer.now += 2 * HOLD
    sent.append(await customer.attach(MessageKind.PHOTO, details={"file_id": "g"}, ties=Ties(album="a2")))
    thanks = [[house.replies.worded(Language.ZH, Reply.ATTACHMENT, number)] for number in range(2)]
    assert [texts(each) for each in sent] == [thanks[0], [], [], thanks[1]]
