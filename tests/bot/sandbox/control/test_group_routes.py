import httpx
import telegram

from bot.sandbox.control.sandbox_client import SandboxClient


async def test_groups_are_listed_with_their_members(sandbox: SandboxClient, http: httpx.AsyncClient) -> None:
    member = await sandbox.customer("Ann")
    group = await sandbox.group("Staff", [member], forum=True)
    [found] = (await http.get("/sandbox/groups")).json()
    assert (found["id"], found["is_forum"], [each["id"] for each in found["members"]]) == (
        group,
        True,
        [member],
    )


async def test_staff_see_topics_and_close_them(sandbox: SandboxClient, bot: telegram.Bot) -> None:
    group = await sandbox.group("Staff", [await sandbox.customer("Ann")], forum=True)
    topic = await bot.create_forum_topic(group, "李梅")
    closed = await sandbox.ask("POST", f"/groups/{group}/topics/{topic.message_thread_id}/close")
    [found] = await sandbox.topics(group)
    assert (found["name"], found["closed"]) == ("李梅", True)
    assert [each.update_id for each in await bot.get_updates()][-1] == closed["update_id"]


async def test_updates_about_a_group_with_another_id_are_named(
    sandbox: SandboxClient, bot: telegram.Bot
) -> None:
    group = await sandbox.group("Staff", [await sandbox.customer("Ann")], forum=True)
    moved = await sandbox.ask("POST", f"/groups/{group}/migrate")
    assert [each.update_id for each in await bot.get_updates()][-2:] == moved["update_ids"]


async def test_rights_are_taken_away(sandbox: SandboxClient, bot: telegram.Bot) -> None:
    group = await sandbox.group("Staff", [await sandbox.customer("Ann")], forum=True)
    await sandbox.ask("PUT", f"/groups/{group}/standing", {"status": "administrator", "rights": []})
    found = await bot.get_chat_member(group, bot.id)
    assert isinstance(found, telegram.ChatMemberAdministrator)
    assert found.can_manage_topics is False


async def test_album_is_copied_as_one(sandbox: SandboxClient, bot: telegram.Bot) -> None:
    customer = await sandbox.customer("Emma")
    group = await sandbox.group("Staff", [await sandbox.customer("Ann")], forum=True)
    topic = await bot.create_forum_topic(group, "Emma")
    sent = [
        await sandbox.send_content(customer, {"photo": [{"file_id": name}], "media_group_id": "7"})
        for name in ("a", "b")
    ]
    numbers = [each.message_id for each in sent]
    copies = await bot.copy_messages(group, customer, numbers, message_thread_id=topic.message_thread_id)
    albums = {
        event.body.get("media_group_id")
        for event in await sandbox.replies(group)
        if event.message_id in {each.message_id for each in copies}
    }
    assert (len(copies), len(albums), "7" in albums) == (2, 1, False)
