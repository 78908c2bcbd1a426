"""The one keyboard below the input field that the sandbox shows: a button that shares the phone number."""

from bot.sandbox.methods.call_arguments import Arguments
from bot.sandbox.server.payloads import Json


def read_phone_keyboard(arguments: Arguments) -> Json | None:
    """Return the keyboard, or None for other markup, which is left to `read_markup`.

    Raises:
        BadRequest: the markup is not JSON.
    """
    match arguments.decoded("reply_markup", "reply keyboard markup"):
        case {"keyboard": [[{"text": str(text), "request_contact": True}]] as rows} if text.strip():
            return {"keyboard": rows}
        case _:
            return None
