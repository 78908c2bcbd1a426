"""Fetching what customers have attached."""

from bot.sandbox.methods.call import Call, Method
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.file_store import MAX_DOWNLOAD
from bot.sandbox.server.payloads import Json


async def get_file(call: Call) -> Json:
    """Tell from where a file can be downloaded."""
    stored = call.world.files.get(call.arguments.text("file_id"))
    if len(stored.content) > MAX_DOWNLOAD:
        raise BadRequest("file is too big")
    return stored.as_json() | {"file_path": stored.path}


METHODS: dict[str, Method] = {"getfile": get_file}
