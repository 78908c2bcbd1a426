"""The Bot API methods that the sandbox knows. All others are refused like methods that do not exist."""

from bot.sandbox.methods.bot_profile_methods import (
    get_commands,
    get_me,
    set_commands,
    text_getter,
    text_setter,
)
from bot.sandbox.methods.callback_methods import answer_callback_query
from bot.sandbox.methods.chat_methods import get_chat, get_chat_member, send_chat_action
from bot.sandbox.methods.edit_methods import delete_message, edit_caption, edit_markup, edit_text
from bot.sandbox.methods.file_methods import file_sender, get_file
from bot.sandbox.methods.forum_methods import (
    create_topic,
    delete_topic,
    edit_topic,
    pin_switch,
    topic_switch,
)
from bot.sandbox.methods.method_call import Method
from bot.sandbox.methods.reaction_methods import set_message_reaction
from bot.sandbox.methods.text_methods import copy_message, copy_messages, forward_message, send_message
from bot.sandbox.methods.update_methods import delete_webhook, get_updates, get_webhook_info, set_webhook
from bot.sandbox.server.bot_presentation import LIMITS

METHODS: dict[str, Method] = {
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "sendmessage": send_message,
    "copymessage": copy_message,
    "copymessages": copy_messages,
    "forwardmessage": forward_message,
    **{f"send{kind}": file_sender(kind) for kind in ("photo", "document", "voice", "sticker")},
    "getfile": get_file,
    "editmessagetext": edit_text,
    "editmessagecaption": edit_caption,
    "editmessagereplymarkup": edit_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "sendchataction": send_chat_action,
    "setmessagereaction": set_message_reaction,
    "createforumtopic": create_topic,
    "editforumtopic": edit_topic,
    "closeforumtopic": topic_switch(closed=True),
    "reopenforumtopic": topic_switch(closed=False),
    "deleteforumtopic": delete_topic,
    "pinchatmessage": pin_switch(pinned=True),
    "unpinchatmessage": pin_switch(pinned=False),
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getme": get_me,
    "setmycommands": set_commands,
    "getmycommands": get_commands,
    **{f"setmy{field.replace('_', '')}": text_setter(field) for field in LIMITS},
    **{f"getmy{field.replace('_', '')}": text_getter(field) for field in LIMITS},
}
"""Every method by its name in lower case."""
