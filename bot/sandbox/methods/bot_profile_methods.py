"""Who the bot is, and how it presents itself."""

from bot.sandbox.methods.call import Call, Method
from bot.sandbox.server.payloads import Json


async def get_me(call: Call) -> Json:
    """Return the bot itself."""
    return call.bot.as_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def leave_server(call: Call) -> bool:
    """Accept logOut and close. The real server would lock the bot out for ten minutes; this one does not."""
    call.bot.courier.stop()
    return True


def _sets(field: str) -> Method:
    async def set_text(call: Call) -> bool:
        call.bot.profile.set_text(field, call.arguments.text("language_code"), call.arguments.text(field))
        return True

    return set_text


def _gets(field: str) -> Method:
    async def get_text(call: Call) -> Json:
        return {field: call.bot.profile.text(field, call.arguments.text("language_code"))}

    return get_text


METHODS: dict[str, Method] = {
    "getme": get_me,
    "logout": leave_server,
    "close": leave_server,
    "setmyname": _sets("name"),
    "getmyname": _gets("name"),
    "setmydescription": _sets("description"),
    "getmydescription": _gets("description"),
    "setmyshortdescription": _sets("short_description"),
    "getmyshortdescription": _gets("short_description"),
}
