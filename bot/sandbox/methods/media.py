"""Photos, voice, documents, stickers, places, and "is typing"."""

from bot.sandbox.methods.addressing import reachable_chat
from bot.sandbox.methods.call import Call, Method
from bot.sandbox.methods.captions import read_caption
from bot.sandbox.methods.new_message import send
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.feed import EventKind, Side
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.sample_files import Upload, file_content, place_content

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def _sends(kind: str) -> Method:
    async def send_file(call: Call) -> Json:
        content = file_content(call.world.files, kind, _upload(call, kind))
        return send(call, content | read_caption(call.arguments))

    return send_file


def _upload(call: Call, kind: str) -> Upload:
    """Find the file: uploaded under the kind's own name or an attached one, or sent before."""
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


async def send_location(call: Call) -> Json:
    """Send a place."""
    latitude, longitude = call.arguments.decimal("latitude"), call.arguments.decimal("longitude")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise BadRequest("wrong location specified")
    return send(call, place_content(latitude, longitude))


async def send_chat_action(call: Call) -> bool:
    """Tell the customer that something is coming."""
    chat = reachable_chat(call)
    action = call.arguments.text("action")
    if action not in ACTIONS:
        raise BadRequest("wrong parameter action in request")
    call.world.record(call.bot, chat, EventKind.ACTION, Side.BOT, {"action": action})
    return True


METHODS: dict[str, Method] = {
    "sendphoto": _sends("photo"),
    "senddocument": _sends("document"),
    "sendvoice": _sends("voice"),
    "sendsticker": _sends("sticker"),
    "sendlocation": send_location,
    "sendchataction": send_chat_action,
}
