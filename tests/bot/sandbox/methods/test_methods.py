from bot.sandbox.methods import METHODS


def test_methods_are_known_in_lower_case() -> None:
    assert [name for name in METHODS if name != name.lower()] == []


def test_the_methods_of_a_customer_service_bot_exist() -> None:
    receiving = {"getupdates", "setwebhook", "deletewebhook", "getwebhookinfo"}
    sending = {"sendmessage", "sendphoto", "senddocument", "sendvoice", "sendsticker"}
    others = {
        "sendchataction",
        "copymessage",
        "copymessages",
        "forwardmessage",
        "answercallbackquery",
        "getfile",
    }
    editing = {"editmessagetext", "editmessagecaption", "editmessagereplymarkup", "deletemessage"}
    chats = {"getchat", "getchatmember", "setmessagereaction"}
    topics = {f"{verb}forumtopic" for verb in ("create", "edit", "close", "reopen", "delete")}
    pins = {"pinchatmessage", "unpinchatmessage"}
    commands = {f"{verb}mycommands" for verb in ("set", "get")}
    texts = {
        f"{verb}my{what}" for verb in ("set", "get") for what in ("name", "description", "shortdescription")
    }
    groups = (receiving, sending, others, editing, chats, topics, pins, commands, texts, {"getme"})
    assert set(METHODS) == set().union(*groups)
