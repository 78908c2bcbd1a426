"""The Bot API methods that the sandbox knows; all others are refused like methods that do not exist."""

from bot.sandbox.methods import callbacks, chats, commands, editing, files, identity, media, receiving, texts
from bot.sandbox.methods.call import Method

METHODS: dict[str, Method] = {
    **receiving.METHODS,
    **texts.METHODS,
    **media.METHODS,
    **editing.METHODS,
    **callbacks.METHODS,
    **chats.METHODS,
    **commands.METHODS,
    **identity.METHODS,
    **files.METHODS,
}
