import asyncio

import httpx
import pytest
import telegram
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.server.fault_plan import Fault, FaultKind
from bot.sandbox.server.rates import Rates
from bot.sandbox.server.sandbox_world import World
from tests.bot.sandbox.conftest import TOKEN

CALL = f"/bot{TOKEN}"
KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="yes")]])


@pytest.fixture
async def customer(sandbox: SandboxClient, bot: telegram.Bot) -> int:
    """A customer who has pressed start; the bot has confirmed the update."""
    customer = await sandbox.customer("Emma", "en")
    await sandbox.send_text(customer, "/start")
    [update] = await bot.get_updates()
    await bot.get_updates(offset=update.update_id + 1)
    return customer


async def test_a_conversation_satisfies_python_telegram_bot(
    sandbox: SandboxClient, bot: telegram.Bot, customer: int
) -> None:
    await sandbox.send_text(customer, "where is my parcel?")
    [update] = await bot.get_updates(timeout=10)
    assert update.message
    assert update.message.from_user
    assert (update.message.text, update.message.from_user.language_code) == ("where is my parcel?", "en")

    sent = await update.message.reply_text("Is this about an order?", reply_markup=KEYBOARD)
    [shown] = await sandbox.replies(customer)
    assert (shown.text, shown.buttons) == ("Is this about an order?", {"Yes": "yes"})

    await sandbox.tap(customer, sent.message_id, "yes")
    [tapped] = await bot.get_updates(offset=update.update_id + 1, timeout=10)
    assert tapped.callback_query
    assert tapped.callback_query.message == sent
    await tapped.callback_query.answer("Noted", show_alert=True)
    await tapped.callback_query.edit_message_text("Thanks!")
    answered, edited = (await sandbox.events(shown.seq, chat=customer))[-2:]
    assert (answered.kind, answered.body["text"], answered.body["alert"]) == ("answered", "Noted", True)
    assert (edited.kind, edited.text, edited.buttons) == ("edited", "Thanks!", {})


async def test_files_go_both_ways(sandbox: SandboxClient, bot: telegram.Bot, customer: int) -> None:
    await sandbox.attach(customer, "photo", caption="broken", content=b"12345", name="a.png")
    [update] = await bot.get_updates(timeout=10)
    assert update.message
    file = await update.message.photo[-1].get_file()
    assert (bytes(await file.download_as_bytearray()), update.message.caption) == (b"12345", "broken")
    document = await bot.send_document(customer, b"678", filename="答复.txt")
    assert document.document
    assert document.document.file_name == "答复.txt"
    again = await bot.send_document(customer, document.document.file_id)
    assert again.document
    assert again.document.file_size == 3


@pytest.mark.parametrize("kind", ["voice", "document", "sticker", "location"])
async def test_attachments_are_read_by_python_telegram_bot(
    sandbox: SandboxClient, bot: telegram.Bot, customer: int, kind: str
) -> None:
    await sandbox.attach(customer, kind)
    [update] = await bot.get_updates(timeout=10)
    assert update.message
    assert getattr(update.message, kind) is not None


async def test_the_bot_presents_itself(sandbox: SandboxClient, bot: telegram.Bot, customer: int) -> None:
    await bot.set_my_commands([BotCommand("status", "My cases")], language_code="en")
    await bot.set_my_name("回访", language_code="zh")
    await bot.set_my_description("Hello")
    await bot.set_my_short_description("Hi")
    assert await sandbox.ask("GET", f"/customers/{customer}/commands") == [
        {"command": "status", "description": "My cases"}
    ]
    assert (await bot.get_my_name("zh")).name == "回访"
    assert (await bot.get_my_description()).description == "Hello"
    assert (await bot.get_my_short_description()).short_description == "Hi"


async def test_a_bot_can_ask_about_a_chat(bot: telegram.Bot, customer: int) -> None:
    chat = await bot.get_chat(customer)
    member = await bot.get_chat_member(customer, bot.id)
    assert (chat.id, chat.first_name, member.status) == (customer, "Emma", "member")
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.send_chat_action(customer, "typing") is True


async def test_a_blocked_bot_gets_an_update_and_is_refused(
    sandbox: SandboxClient, bot: telegram.Bot, customer: int
) -> None:
    await sandbox.move(customer, "block")
    [update] = await bot.get_updates(timeout=10)
    assert update.my_chat_member
    assert update.my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(customer, "hello?")


async def test_a_message_to_a_migrated_group_is_refused_with_the_new_id(
    sandbox: SandboxClient, bot: telegram.Bot, customer: int
) -> None:
    group = await sandbox.group("Staff", [customer])
    await bot.send_message(group, "hello staff")
    new = (await sandbox.ask("POST", f"/groups/{group}/migrate"))["id"]
    with pytest.raises(telegram.error.ChatMigrated) as caught:
        await bot.send_message(group, "still there?")
    assert caught.value.new_chat_id == new
    await bot.send_message(new, "hello again")


@pytest.mark.parametrize(
    ("text", "words"),
    [("x" * 4097, "Message is too long"), ("   ", "Message text is empty")],
)
async def test_a_bad_message_is_a_bad_request(
    bot: telegram.Bot, customer: int, text: str, words: str
) -> None:
    with pytest.raises(BadRequest, match=words):
        await bot.send_message(customer, text)


async def test_markup_is_a_bad_request(bot: telegram.Bot, customer: int) -> None:
    with pytest.raises(BadRequest, match="Unsupported parse_mode: the sandbox takes plain text only"):
        await bot.send_message(customer, "<b>x</b>", parse_mode="HTML")


async def test_writing_first_is_a_bad_request(sandbox: SandboxClient, bot: telegram.Bot) -> None:
    stranger = await sandbox.customer()
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(stranger, "hello")


async def test_too_many_messages_must_wait(world: World, bot: telegram.Bot, customer: int) -> None:
    world.rates = Rates(chat_burst=2)
    await bot.send_message(customer, "1")
    await bot.send_message(customer, "2")
    with pytest.raises(RetryAfter, match="Retry in 0:00:01"):
        await bot.send_message(customer, "3")


async def test_a_second_poller_ends_the_first(bot: telegram.Bot, http: httpx.AsyncClient) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    while not (await http.get("/sandbox/status")).json()["calls"].get("getupdates"):
        pass
    second = asyncio.create_task(http.get(f"{CALL}/getUpdates?timeout=1"))
    with pytest.raises(Conflict, match="make sure that only one bot instance is running"):
        await first
    assert (await second).json() == {"ok": True, "result": []}


@pytest.mark.parametrize("token", ["nonsense", "a:b"])
async def test_a_wrong_token_is_unauthorized(url: str, http: httpx.AsyncClient, token: str) -> None:
    response = await http.get(f"/bot{token}/getMe")
    assert (response.status_code, response.json()) == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )
    with pytest.raises(InvalidToken):
        async with telegram.Bot(token, base_url=f"{url}/bot"):
            pass


@pytest.mark.parametrize(
    ("path", "description"),
    [
        (f"{CALL}/doMagic", "Not Found: method not found"),
        (f"{CALL}/sendPoll", "Not Found: method not found"),
        (f"{CALL}/", "Not Found"),
        ("/nowhere", "Not Found"),
        (f"/file{CALL}/no/such.png", "Not Found"),
    ],
)
async def test_unknown_methods_and_paths_are_not_found(
    http: httpx.AsyncClient, path: str, description: str
) -> None:
    response = await http.get(path)
    assert (response.status_code, response.json()) == (
        404,
        {"ok": False, "error_code": 404, "description": description},
    )


async def test_a_file_needs_a_token_too(http: httpx.AsyncClient) -> None:
    assert (await http.get("/file/botnonsense/a.png")).status_code == 401


@pytest.mark.parametrize("method", ["sendMessage", "SENDMESSAGE", "sendmessage"])
async def test_methods_are_known_in_any_case_by_get_and_post(
    http: httpx.AsyncClient, customer: int, method: str
) -> None:
    values = {"chat_id": str(customer), "text": "hi"}
    answers = [
        await http.get(f"{CALL}/{method}", params=values),
        await http.post(f"{CALL}/{method}", data=values),
        await http.post(f"{CALL}/{method}", json=values),
        await http.post(f"{CALL}/{method}", files={"chat_id": (None, str(customer)), "text": (None, "hi")}),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == ["hi"] * 4


async def test_a_long_message_fits_into_an_address(http: httpx.AsyncClient, customer: int) -> None:
    response = await http.get(f"{CALL}/sendMessage", params={"chat_id": customer, "text": "包" * 4096})
    assert response.status_code == 200


async def test_a_body_that_is_not_json_is_a_bad_request(http: httpx.AsyncClient) -> None:
    headers = {"Content-Type": "application/json"}
    response = await http.post(f"{CALL}/sendMessage", content=b"{", headers=headers)
    assert response.json()["description"] == "Bad Request: can't parse JSON object"


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(FaultKind.TOO_MANY_REQUESTS, seconds=5), RetryAfter),
        (Fault(FaultKind.SERVER_ERROR, code=503), NetworkError),
        (Fault(FaultKind.SERVER_ERROR, code=502), NetworkError),
        (Fault(FaultKind.BLOCKED), Forbidden),
        (Fault(FaultKind.MIGRATED, chat_to=-1005), telegram.error.ChatMigrated),
        (Fault(FaultKind.RESET_BEFORE), NetworkError),
        (Fault(FaultKind.TIMEOUT_BEFORE, seconds=30), TimedOut),
    ],
)
async def test_a_fault_before_delivery_delivers_nothing(
    sandbox: SandboxClient, bot: telegram.Bot, customer: int, fault: Fault, error: type[Exception]
) -> None:
    await sandbox.fault(fault)
    with pytest.raises(error):
        await bot.send_message(customer, "lost", read_timeout=1 if error is TimedOut else 30)
    assert await sandbox.replies(customer) == []
    await bot.send_message(customer, "and well again")
    assert [reply.text for reply in await sandbox.replies(customer)] == ["and well again"]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(FaultKind.RESET_AFTER), NetworkError),
        (Fault(FaultKind.TIMEOUT_AFTER, seconds=30), TimedOut),
        (Fault(FaultKind.TIMEOUT_AFTER, seconds=0), NetworkError),
    ],
)
async def test_a_fault_after_delivery_delivers_the_message(
    sandbox: SandboxClient, bot: telegram.Bot, customer: int, fault: Fault, error: type[Exception]
) -> None:
    await sandbox.fault(fault)
    with pytest.raises(error):
        await bot.send_message(customer, "there", read_timeout=1 if error is TimedOut else 30)
    assert [reply.text for reply in await sandbox.replies(customer)] == ["there"]


async def test_a_lost_answer_with_updates_comes_again(
    sandbox: SandboxClient, bot: telegram.Bot, customer: int
) -> None:
    await sandbox.fault(Fault(FaultKind.RESET_AFTER, method="getupdates"))
    assert await bot.get_updates() == ()
    await sandbox.send_text(customer, "once")
    with pytest.raises(NetworkError):
        await bot.get_updates()
    [update] = await bot.get_updates()
    assert update.message
    assert update.message.text == "once"


async def test_a_fault_hits_only_the_method_and_chat_that_it_names(
    sandbox: SandboxClient, bot: telegram.Bot, customer: int
) -> None:
    other = await sandbox.customer()
    await sandbox.send_text(other, "/start")
    await sandbox.fault(Fault(FaultKind.BLOCKED, method="sendmessage", chat=other))
    await bot.send_document(other, b"1")
    await bot.send_message(customer, "fine")
    with pytest.raises(Forbidden):
        await bot.send_message(other, "refused")


async def test_the_error_page_of_a_proxy_is_html(sandbox: SandboxClient, http: httpx.AsyncClient) -> None:
    await sandbox.fault(Fault(FaultKind.SERVER_ERROR, code=502))
    response = await http.get(f"{CALL}/getMe")
    assert (response.status_code, response.headers["content-type"]) == (502, "text/html; charset=utf-8")


async def test_calls_and_refusals_are_counted(sandbox: SandboxClient, http: httpx.AsyncClient) -> None:
    await http.get(f"{CALL}/getMe")
    await http.get("/botx/getMe")
    await http.get(f"{CALL}/nonsense")
    status = await sandbox.status()
    assert (status["calls"], status["refused"]) == ({"getme": 2, "nonsense": 1}, {"401": 1, "404": 1})
