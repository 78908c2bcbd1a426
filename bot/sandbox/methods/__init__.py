"""The Bot API methods that the sandbox knows; all others are refused like methods that do not exist."""

from bot.sandbox.methods import (
    bot_profile_methods,
    callbacks,
    chat_info,
    command_menu,
    editing,
    get_file,
    media,
    receiving,
    send_text,
)
from bot.sandbox.methods.call import Method

METHODS: dict[str, Method] = {
    **receiving.METHODS,
    **send_text.METHODS,
    **media.METHODS,
    **editing.METHODS,
    **callbacks.METHODS,
    **chat_info.METHODS,
    **command_menu.METHODS,
    **bot_profile_methods.METHODS,
    **get_file.METHODS,
}
