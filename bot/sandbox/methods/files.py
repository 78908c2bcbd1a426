"""Fetching what customers have attached."""

from bot.sandbox.files import MAX_DOWNLOAD
from bot.sandbox.methods.call import Call, Method
from bot.sandbox.payloads import Json
from bot.sandbox.refusals import BadRequest


async def get_file(call: Call) -> Json:
    """Tell from where a file can be downloaded."""
    stored = call.world.files.get(call.arguments.text("file_id"))
    if len(stored.content) > MAX_DOWNLOAD:
        raise BadRequest("file is too big")
    return stored.as_json() | {"file_path": stored.path}


METHODS: dict[str, Method] = {"getfile": get_file}
