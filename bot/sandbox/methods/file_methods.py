"""Photos, voice messages, documents and stickers."""

from bot.sandbox.methods.method_call import Method, MethodCall
from bot.sandbox.methods.new_message import send
from bot.sandbox.methods.outgoing_text import read_caption
from bot.sandbox.server.attachments import Upload, file_content
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.file_store import MAX_DOWNLOAD
from bot.sandbox.server.payloads import Json


def file_sender(kind: str) -> Method:
    """Return the method that sends a file of this kind."""

    async def send_file(call: MethodCall) -> Json:
        content = file_content(call.world.files, kind, _upload(call, kind))
        return send(call, content | read_caption(call.arguments))

    return send_file


def _upload(call: MethodCall, kind: str) -> Upload:
    """Return the file: uploaded under the name of its kind or an attached one, or sent before."""
    value = call.arguments.text(kind)
    uploaded = call.arguments.uploads.get(value.removeprefix("attach://") if value else kind)
    if uploaded:
        return uploaded
    if not value:
        raise BadRequest(f"there is no {kind} in the request")
    if "://" in value:
        raise BadRequest("wrong file identifier/HTTP URL specified")
    stored = call.world.files.get(value)
    return Upload(stored.name, stored.mime, stored.content)


async def get_file(call: MethodCall) -> Json:
    """Return the path from which a file can be downloaded.

    Raises:
        BadRequest: the file is unknown or too large.
    """
    stored = call.world.files.get(call.arguments.text("file_id"))
    if len(stored.content) > MAX_DOWNLOAD:
        raise BadRequest("file is too big")
    return stored.as_json() | {"file_path": stored.path}
