import base64

import httpx
import pytest
import telegram

from bot.sandbox.control.control_bodies import Opening
from bot.sandbox.control.sandbox_client import SandboxClient, SandboxRefused
from bot.sandbox.server.sandbox_world import World

CUSTOMERS = "/sandbox/customers"


async def test_an_invented_customer_is_described(http: httpx.AsyncClient, world: World) -> None:
    body = {"first_name": "梅", "last_name": "李", "username": "limei", "language_code": "zh-hans"}
    response = await http.post(CUSTOMERS, json=body)
    assert response.status_code == 201
    assert response.json() == {
        "id": next(iter(world.customers)),
        "is_bot": False,
        **body,
        "deactivated": False,
        "blocked": False,
        "newest": None,
    }


async def test_a_customer_can_be_brought_back(sandbox: SandboxClient) -> None:
    assert await sandbox.customer("Emma", customer_id=2**40) == 2**40


async def test_the_list_shows_the_newest_message_and_the_state(
    http: httpx.AsyncClient, sandbox: SandboxClient
) -> None:
    customer = await sandbox.customer("Emma")
    sent = await sandbox.send_text(customer, "hello")
    await sandbox.move(customer, "block")
    [found] = (await http.get(CUSTOMERS)).json()
    assert (found["newest"]["seq"], found["newest"]["body"]["text"]) == (sent.seq, "hello")
    assert (found["blocked"], found["deactivated"]) == (True, False)
    await sandbox.move(customer, "deactivate")
    assert (await http.get(CUSTOMERS)).json()[0]["deactivated"] is True


async def test_a_text_can_reply_to_a_message(http: httpx.AsyncClient, sandbox: SandboxClient) -> None:
    customer = await sandbox.customer()
    first = await sandbox.send_text(customer, "first")
    body = {"text": "second", "reply_to": first.message_id}
    await http.post(f"{CUSTOMERS}/{customer}/text", json=body)
    *_, last = await sandbox.events(chat=customer)
    assert last.body["reply_to_message"]["message_id"] == first.message_id


async def test_an_edit_is_an_edited_message(sandbox: SandboxClient, bot: telegram.Bot) -> None:
    customer = await sandbox.customer()
    sent = await sandbox.send_text(customer, "parcle")
    await sandbox.edit(customer, sent.message_id, "parcel")
    updates = await bot.get_updates()
    assert [update.edited_message.text for update in updates if update.edited_message] == ["parcel"]


async def test_a_group_is_created_and_a_member_writes(sandbox: SandboxClient, bot: telegram.Bot) -> None:
    customer = await sandbox.customer()
    group = await sandbox.group("Staff", [customer])
    await sandbox.send_text(customer, "hello all", chat=group)
    messages = [update.message for update in await bot.get_updates() if update.message]
    assert [(message.chat.id, message.chat.title, message.text) for message in messages] == [
        (group, "Staff", "hello all")
    ]


async def test_an_uploaded_file_is_stored_unchanged(http: httpx.AsyncClient, sandbox: SandboxClient) -> None:
    customer = await sandbox.customer()
    await sandbox.attach(customer, "document", content="发票".encode(), name="发票.txt")
    [event] = await sandbox.events(chat=customer)
    served = await http.get(f"/sandbox/files/{event.body['document']['file_id']}")
    assert (served.content.decode(), event.body["document"]["file_name"]) == ("发票", "发票.txt")


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "hologram"},
        {"kind": "photo", "content": "not base64!"},
        {"kind": "location", "latitude": 91},
        {"kind": "photo", "caption": "x" * 1025},
    ],
)
async def test_an_attachment_of_another_form_is_refused(
    http: httpx.AsyncClient, sandbox: SandboxClient, body: object
) -> None:
    customer = await sandbox.customer()
    assert (await http.post(f"{CUSTOMERS}/{customer}/attachment", json=body)).status_code == 422


async def test_an_attachment_has_a_maximum_size(http: httpx.AsyncClient, sandbox: SandboxClient) -> None:
    customer = await sandbox.customer()
    content = base64.b64encode(bytes(20 * 1024 * 1024 + 1)).decode()
    response = await http.post(
        f"{CUSTOMERS}/{customer}/attachment", json={"kind": "document", "content": content}
    )
    assert (response.status_code, "the file is too big" in response.json()["detail"]) == (422, True)


async def test_a_location_has_the_given_coordinates(http: httpx.AsyncClient, sandbox: SandboxClient) -> None:
    customer = await sandbox.customer()
    body = {"kind": "location", "latitude": 1.5, "longitude": -2.5}
    await http.post(f"{CUSTOMERS}/{customer}/attachment", json=body)
    [event] = await sandbox.events(chat=customer)
    assert event.body["location"] == {"latitude": 1.5, "longitude": -2.5}


async def test_an_impossible_move_is_a_conflict(sandbox: SandboxClient) -> None:
    customer = await sandbox.customer()
    await sandbox.move(customer, "block")
    with pytest.raises(SandboxRefused, match="409: the customer has blocked the bot"):
        await sandbox.send_text(customer, "hello")
    await sandbox.move(customer, "unblock")
    await sandbox.send_text(customer, "hello")


async def test_many_customers_write_at_once(sandbox: SandboxClient, bot: telegram.Bot, world: World) -> None:
    openings = [
        Opening(first_name="Mei", language_code="zh-hans", text="包裹呢？"),
        Opening(first_name="Emma", text="hello"),
    ]
    opened = await sandbox.burst(openings)
    updates = await bot.get_updates()
    assert [update.update_id for update in updates] == [one.update_id for one in opened]
    assert [update.message.text for update in updates if update.message] == ["包裹呢？", "hello"]
    assert [world.customers[one.customer].persona.first_name for one in opened] == ["Mei", "Emma"]
    [first] = await sandbox.events(chat=opened[0].customer)
    assert (first.seq, first.message_id) == (opened[0].seq, opened[0].message_id)


@pytest.mark.parametrize(
    ("body", "status"),
    [({"openings": [{"text": ""}]}, 409), ({"openings": [{"nonsense": 1}]}, 422), ({}, 422)],
)
async def test_a_burst_of_another_form_is_refused(http: httpx.AsyncClient, body: object, status: int) -> None:
    assert (await http.post("/sandbox/burst", json=body)).status_code == status
