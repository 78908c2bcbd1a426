"""Sending: one outgoing row is one call to Telegram."""

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyParameters,
    User,
)

from actions.turn.send_outcomes import NothingToDo, Refused
from bot.telegram.business_files import BusinessFileSender, UploadMemory
from bot.telegram.file_calls import call_with_file
from bot.telegram.send_errors import sending
from store.models.queues import OutboxAction
from store.queues.button import Button
from store.queues.outgoing import Outgoing

LONGEST_NOTICE = 200
NEW_MESSAGES = (OutboxAction.SEND, OutboxAction.DOCUMENT, OutboxAction.FILE, OutboxAction.COPY)


class TelegramSender:
    """Sends through a bot. It neither waits nor tries again; the caller does."""

    def __init__(self, bot: Bot, uploads: UploadMemory) -> None:
        self._bot = bot
        self._business_files = BusinessFileSender(bot, uploads)

    async def send(self, outgoing: Outgoing) -> int | None:
        """Send it, and return Telegram's id of the new message; None if no message was made.

        Raises:
            SendError: the send failed; `actions.turn.send_outcomes` says what must be done.
        """
        with sending():
            if outgoing.action in NEW_MESSAGES:
                return await self._add(outgoing)
            await self._change(outgoing)
        return None

    async def _add(self, outgoing: Outgoing) -> int | None:
        match outgoing.action:
            case OutboxAction.DOCUMENT:
                return await self._send_document(outgoing)
            case OutboxAction.FILE:
                return await self._send_upload(outgoing)
            case OutboxAction.COPY:
                return await self._copy(outgoing)
        message = await self._bot.send_message(
            outgoing.address.number,
            outgoing.text,
            entities=_entities(outgoing),
            reply_markup=_phone_keyboard(outgoing) or _keyboard(outgoing),
            message_thread_id=outgoing.topic,
            reply_parameters=_reply(outgoing),
        )
        return message.message_id

    async def _change(self, outgoing: Outgoing) -> None:
        chat, target = outgoing.address.number, _target(outgoing)
        match outgoing.action:
            case OutboxAction.EDIT:
                await self._bot.edit_message_text(
                    outgoing.text,
                    chat,
                    target,
                    entities=_entities(outgoing),
                    reply_markup=_keyboard(outgoing),
                )
            case OutboxAction.EDIT_CAPTION:
                await self._bot.edit_message_caption(chat, target, caption=outgoing.text)
            case OutboxAction.DELETE:
                await self._bot.delete_message(chat, target)
            case OutboxAction.PIN:
                await self._bot.pin_chat_message(chat, target, disable_notification=True)
            case OutboxAction.DELETE_TOPIC:
                if outgoing.topic is not None:  # it was found to be gone
                    await self._bot.delete_forum_topic(chat, outgoing.topic)
            case OutboxAction.ANSWER_TAP:
                await self._bot.answer_callback_query(outgoing.tap or "", _notice(outgoing.text))
            case OutboxAction.REACT:
                await self._react(outgoing)
            case OutboxAction.SHOW_ACTIVITY:
                await self._bot.send_chat_action(chat, outgoing.text, message_thread_id=outgoing.topic)

    async def _copy(self, outgoing: Outgoing) -> int | None:
        """Copy one message, perhaps as a reply, or several at once, which keeps an album together."""
        chat, source = outgoing.address.number, outgoing.source
        if source is None or not outgoing.originals:
            return None
        if len(outgoing.originals) > 1:
            copies = await self._bot.copy_messages(
                chat, source.number, outgoing.originals, message_thread_id=outgoing.topic
            )
            if not copies:  # Telegram leaves out what it cannot copy
                raise Refused("nothing could be copied")
            return copies[0].message_id
        copied = await self._bot.copy_message(
            chat,
            source.number,
            outgoing.originals[0],
            message_thread_id=outgoing.topic,
            reply_parameters=_reply(outgoing),
        )
        return copied.message_id

    async def _react(self, outgoing: Outgoing) -> None:
        if outgoing.target is not None:
            await self._bot.set_message_reaction(outgoing.address.number, outgoing.target, outgoing.text)

    async def _send_document(self, outgoing: Outgoing) -> int | None:
        document = outgoing.document
        if document is None:  # it was erased while it waited
            return None
        file = InputFile(document.content.encode(), filename=document.name)
        message = await self._bot.send_document(
            outgoing.address.number, file, caption=outgoing.text, message_thread_id=outgoing.topic
        )
        return message.message_id

    async def _send_upload(self, outgoing: Outgoing) -> int | None:
        if outgoing.file is not None:
            return await self._business_files.send(outgoing, outgoing.file)
        upload = outgoing.upload
        if upload is None:  # it was erased while it waited
            return None
        file = InputFile(upload.content, filename=upload.name)
        message = await call_with_file(self._bot, outgoing, upload.kind, file)
        return message.message_id


def _target(outgoing: Outgoing) -> int:
    """Return the message to change.

    Raises:
        NothingToDo: it was on its way, and is not known to have arrived.
    """
    if outgoing.arriving is not None and outgoing.target is None:
        raise NothingToDo("the message to change did not arrive")
    return outgoing.target or 0


def _reply(outgoing: Outgoing) -> ReplyParameters | None:
    """Return what the message replies to; where that is gone, it is sent all the same."""
    if outgoing.reply_to is None:
        return None
    return ReplyParameters(outgoing.reply_to, allow_sending_without_reply=True)


def _entities(outgoing: Outgoing) -> list[MessageEntity] | None:
    """Return the names in the text that stand for people. Telegram reads the id of the user alone."""
    return [
        MessageEntity(
            MessageEntity.TEXT_MENTION,
            each.offset,
            each.length,
            user=User(each.account.number, first_name="", is_bot=False),
        )
        for each in outgoing.mentions
    ] or None


def _keyboard(outgoing: Outgoing) -> InlineKeyboardMarkup | None:
    """Return the buttons; an edit without any removes the old ones."""
    rows = [[_button(each) for each in row] for row in outgoing.buttons]
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    if button.url is not None:
        return InlineKeyboardButton(button.text, url=button.url)
    return InlineKeyboardButton(button.text, callback_data=button.data)


def _phone_keyboard(outgoing: Outgoing) -> ReplyKeyboardMarkup | None:
    """Return the keyboard that shares the phone number; the app puts it away once it was used."""
    if outgoing.phone_button is None:
        return None
    button = KeyboardButton(outgoing.phone_button, request_contact=True)
    return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)


def _notice(text: str) -> str | None:
    if len(text) <= LONGEST_NOTICE:
        return text or None
    return text[: LONGEST_NOTICE - 1] + "…"
