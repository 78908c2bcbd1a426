"""Sending: one outgoing row is one call to Telegram."""

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from bot.telegram.send_errors import sending
from store.models.queues import OutboxAction
from store.queues.button import Button
from store.queues.outbox import Outgoing

LONGEST_NOTICE = 200


class TelegramSender:
    """Sends through a bot. It neither waits nor tries again; the caller does."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, outgoing: Outgoing) -> int | None:
        """Send it, and return Telegram's id of the new message; None if no message was made.

        Raises:
            SendError: the send failed; `actions.turn.send_outcomes` says what must be done.
        """
        with sending():
            match outgoing.action:
                case OutboxAction.SEND:
                    message = await self._bot.send_message(
                        outgoing.address.number,
                        outgoing.text,
                        reply_markup=_phone_keyboard(outgoing) or _keyboard(outgoing),
                        message_thread_id=outgoing.topic,
                    )
                    return message.message_id
                case OutboxAction.DOCUMENT:
                    return await self._send_document(outgoing)
                case OutboxAction.EDIT:
                    await self._bot.edit_message_text(
                        outgoing.text,
                        outgoing.address.number,
                        outgoing.target,
                        reply_markup=_keyboard(outgoing),
                    )
                case OutboxAction.ANSWER_TAP:
                    await self._bot.answer_callback_query(outgoing.tap or "", _notice(outgoing.text))
                case OutboxAction.REACT:
                    await self._react(outgoing)
                case OutboxAction.SHOW_ACTIVITY:
                    await self._bot.send_chat_action(
                        outgoing.address.number, outgoing.text, message_thread_id=outgoing.topic
                    )
        return None

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
