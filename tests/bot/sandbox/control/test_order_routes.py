from dataclasses import asdict

import httpx
import pytest
import telegram

from bot.sandbox.control.sandbox_client import SandboxClient, SandboxRefused
from bot.sandbox.server.fault_plan import Fault, FaultKind
from bot.sandbox.server.rates import NO_RATES, TELEGRAM_RATES
from bot.sandbox.server.sandbox_world import World

BLOCKED = {
    "kind": "blocked",
    "method": "*",
    "chat": None,
    "count": 1,
    "skip": 0,
    "seconds": 60.0,
    "code": 500,
    "chat_to": 0,
}


async def test_status_returns_the_state(sandbox: SandboxClient, world: World, bot: telegram.Bot) -> None:
    await bot.set_my_commands([telegram.BotCommand("start", "Begin")])
    customer = await sandbox.customer()
    sent = await sandbox.send_text(customer, "hello")
    assert await sandbox.status() == {
        "seq": sent.seq,
        "now": world.clock(),
        "bots": [
            {
                **world.first.as_user(),
                "seen": True,
                "waiting": 1,
                "chats": 1,
                "webhook": "",
                "commands": [{"command": "start", "description": "Begin"}],
            }
        ],
        "customers": 1,
        "calls": {"getme": 1, "setmycommands": 1},
        "refused": {},
        "rates": asdict(NO_RATES),
        "faults": 0,
    }


async def test_a_bot_that_never_called_is_not_seen(sandbox: SandboxClient) -> None:
    [first] = (await sandbox.status())["bots"]
    assert first["seen"] is False


async def test_faults_are_ordered_listed_and_removed(sandbox: SandboxClient, http: httpx.AsyncClient) -> None:
    first = await sandbox.fault(Fault(FaultKind.BLOCKED))
    second = await sandbox.fault(Fault(FaultKind.BLOCKED, method="getme", count=None))
    assert await sandbox.faults() == [
        {"id": first, "hits": 0, **BLOCKED},
        {"id": second, "hits": 0, **BLOCKED, "method": "getme", "count": None},
    ]
    left = (await http.delete(f"/sandbox/faults/{first}")).json()
    assert [fault["id"] for fault in left] == [second]
    await sandbox.clear_faults()
    assert await sandbox.faults() == []


async def test_methods_of_faults_are_known_in_any_case(http: httpx.AsyncClient) -> None:
    response = await http.post("/sandbox/faults", json={"kind": "blocked", "method": "sendMessage"})
    assert (response.status_code, response.json()["method"]) == (201, "sendmessage")


async def test_rates_are_read_and_set(sandbox: SandboxClient, http: httpx.AsyncClient, world: World) -> None:
    await sandbox.ask("PUT", "/rates", {})
    assert (world.rates, (await http.get("/sandbox/rates")).json()) == (
        TELEGRAM_RATES,
        asdict(TELEGRAM_RATES),
    )
    await sandbox.ask("PUT", "/rates", {"bot_per_second": 500, "bot_burst": 500})
    assert (world.rates.bot_per_second, world.rates.chat_per_second) == (500, 1.0)
    await sandbox.ask("PUT", "/rates", asdict(NO_RATES))
    assert world.rates == NO_RATES


async def test_any_update_can_be_delivered(sandbox: SandboxClient, bot: telegram.Bot) -> None:
    update_id = await sandbox.inject("brand_new_kind", {"x": 1})
    [update] = await bot.get_updates()
    assert (update.update_id, update.message, dict(update.api_kwargs)) == (
        update_id,
        None,
        {"brand_new_kind": {"x": 1}},
    )


async def test_update_ids_can_be_renumbered_when_none_waits(
    sandbox: SandboxClient, bot: telegram.Bot
) -> None:
    customer = await sandbox.customer()
    await sandbox.send_text(customer, "a")
    with pytest.raises(SandboxRefused, match="409: updates are waiting"):
        await sandbox.ask("POST", "/updates/renumber", {"next_id": 5})
    [update] = await bot.get_updates()
    await bot.get_updates(offset=update.update_id + 1)
    await sandbox.ask("POST", "/updates/renumber", {"next_id": 5})
    await sandbox.send_text(customer, "b")
    [update] = await bot.get_updates(offset=update.update_id + 1)
    assert update.update_id == 5


@pytest.mark.parametrize(
    ("mime", "served", "disposition"),
    [
        ("image/png", "image/png", None),
        ("text/html", "application/octet-stream", "attachment"),
        ("image/svg+xml", "application/octet-stream", "attachment"),
    ],
)
async def test_only_pictures_are_shown(
    http: httpx.AsyncClient, world: World, mime: str, served: str, disposition: str | None
) -> None:
    stored = world.files.put("documents", "a", mime, b"<script>")
    response = await http.get(f"/sandbox/files/{stored.file_id}")
    assert response.headers["content-type"] == served
    assert response.headers.get("content-disposition") == disposition
    assert (response.headers["x-content-type-options"], response.headers["content-security-policy"]) == (
        "nosniff",
        "sandbox",
    )
