"""One turn of a conversation: what a handler is given, and how it speaks."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.settings.replies import Reply
from actions.turn.chinese_form import ChineseForm, in_form
from actions.turn.customer_clock import customer_zone
from actions.turn.reaction import Reaction
from actions.turn.wording import next_wording
from nlu.contract.labels import Language
from store.engine.row_insert import insert_row
from store.engine.search_terms import terms
from store.models.address import Address
from store.models.cases import Case
from store.models.conversations import Conversation, Direction, Message, MessageKind
from store.models.customers import Customer
from store.models.queues import OutboxAction
from store.models.staff_files import StaffFile
from store.models.usage import CustomerUsage
from store.queues import outbox
from store.queues.button import Button
from store.queues.outgoing import BusinessFile, Document, Outgoing
from store.queues.transcript_parts import StaffUpload

Buttons = tuple[tuple[Button, ...], ...]
TYPING = "typing"
SENDING_FILE = "upload_document"
# The items of an album come one by one; for so long the first waits for the others.
ALBUM = timedelta(seconds=1.5)


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A file or place that a member of staff sent in another chat: its message there, and what it holds.

    `follows` says that an earlier item of the same album carries it to the customer.
    """

    source: Address
    number: int
    kind: MessageKind
    details: dict[str, Any]
    caption: str | None = None
    album: str | None = None
    reply_to: int | None = None
    follows: bool = False


@dataclass(slots=True)
class SeenRows:
    """What a turn has read, so that it reads it once; `cases` are None until they are asked for."""

    cases: list[Case] | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """The customer, the conversation and the one transaction of this turn."""

    session: AsyncSession
    now: datetime
    house: House
    customer: Customer
    conversation: Conversation
    language: Language
    # The characters that texts of ours are shown in where the language is Chinese.
    form: ChineseForm = ChineseForm.SIMPLIFIED
    # Counts what is sent because of the customer; what staff and surveys send is not counted.
    usage: CustomerUsage | None = None
    # Whether the customer was not known before this turn: then there is nothing to look up about them.
    is_first: bool = False
    seen: SeenRows = field(default_factory=SeenRows)
    # When what the customer does came in; now, unless it had to wait.
    received_at: datetime | None = None

    def text(self, reply: Reply, **values: object) -> str:
        """A reply in the language of this turn, in another wording than the last time."""
        replies = self.house.replies
        number = next_wording(self.conversation, reply, replies.count(self.language, reply))
        return replies.worded(self.language, reply, number, **values)

    def shown(self, text: str) -> str:
        """A text of ours in the characters that the customer reads."""
        is_as_written = self.language is not Language.ZH or self.form is ChineseForm.SIMPLIFIED
        return text if is_as_written else in_form(text, self.form)

    async def say(
        self,
        text: str,
        buttons: Buttons = (),
        invitation_id: int | None = None,
        *,
        staff_id: int | None = None,
        phone_button: str | None = None,
        not_before: datetime | None = None,
        reply_to: int | None = None,
        searched: str = "",
    ) -> Message:
        """Put a message to the customer into transcript and outbox; `staff_id` wrote it, if anybody did.

        `phone_button` is what a button says that shares the customer's phone number. It is sent at once or
        `not_before` a time. `reply_to` is the channel's number of the customer's message that it replies to.
        `searched` are the words by which staff find what the bot says by itself.
        """
        shown = self.shown(text) if staff_id is None else text
        found_by = {"terms": terms(self.shown(searched))} if searched else {}
        message = await self._write(
            Direction.OUT, MessageKind.TEXT, shown, staff_id, reply_to=reply_to, **found_by
        )
        await self._send(
            OutboxAction.SEND,
            text=shown,
            buttons=self._shown(buttons),
            message_id=message.id,
            invitation_id=invitation_id,
            phone_button=None if phone_button is None else self.shown(phone_button),
            due_at=not_before,
            reply_to=reply_to,
        )
        return message

    async def pass_on(self, passed: PassedOn, staff_id: int) -> Message:
        """Copy what a member of staff sent elsewhere to the customer; the rest of an album may follow."""
        message = await self._write(
            Direction.OUT,
            passed.kind,
            passed.caption,
            staff_id,
            attachment=passed.details,
            album=passed.album,
            reply_to=passed.reply_to,
        )
        if not passed.follows:
            await self._send(
                OutboxAction.COPY,
                text=passed.caption or "",
                message_id=message.id,
                reply_to=passed.reply_to,
                copied=(passed.source, passed.number),
                due_at=None if passed.album is None else self.now + ALBUM,
            )
        return message

    async def hand_over(self, document: Document, caption: str) -> None:
        """Send a file with a line of text; the transcript keeps the line alone."""
        shown = self.shown(caption)
        message = await self._write(Direction.OUT, MessageKind.TEXT, shown, None)
        await self.show_activity(SENDING_FILE)
        await self._send(OutboxAction.DOCUMENT, text=shown, message_id=message.id, document=document)

    async def hand_over_upload(self, upload: StaffUpload, caption: str, staff_id: int) -> Message:
        """Send a file of a member of staff, with a line of text or none."""
        details = {
            "type": upload.kind.value,
            "file_name": upload.name,
            "file_size": len(upload.content),
            "stored": True,
        }
        message = await self._write(Direction.OUT, upload.kind, caption or None, staff_id, attachment=details)
        self.session.add(StaffFile(message_id=message.id, content=upload.content))
        await self.session.flush()
        await self._send(OutboxAction.FILE, text=caption, message_id=message.id)
        return message

    async def hand_over_kept(self, file: BusinessFile, size: int, staff_id: int | None) -> Message:
        """Send a file of the business, of so many bytes; `staff_id` chose it, if anybody did."""
        details = {"type": file.kind.value, "file_name": file.name, "file_size": size}
        details["checksum"] = file.checksum
        message = await self._write(Direction.OUT, file.kind, None, staff_id, attachment=details)
        await self._send(OutboxAction.FILE, text="", message_id=message.id, file=file)
        return message

    async def edit(
        self, target: int | None, text: str, buttons: Buttons = (), invitation_id: int | None = None
    ) -> None:
        """Give a sent message another text and other buttons; nothing where it is too old to name."""
        if target is not None:
            await self._send(
                OutboxAction.EDIT,
                text=self.shown(text),
                buttons=self._shown(buttons),
                target=target,
                invitation_id=invitation_id,
            )

    async def hear(self, kind: MessageKind, text: str) -> Message:
        """Put something that the customer did into the transcript."""
        return await self._write(Direction.IN, kind, text, None)

    async def answer_tap(self, tap: str, text: str = "") -> None:
        """Stop the pressed button's spinner, with a short notice if there is one (at most 200 characters)."""
        await self._send(OutboxAction.ANSWER_TAP, text=self.shown(text), tap=tap)

    async def react(self, message: Message, reaction: Reaction) -> None:
        """React to a message of the customer; nothing where it has that reaction or is too old to name."""
        if message.telegram_message_id is None or message.reaction == reaction:
            return
        message.reaction = reaction.value
        await self._send(OutboxAction.REACT, text=reaction.value, target=message.telegram_message_id)

    async def show_activity(self, activity: str = TYPING) -> None:
        """Show for some seconds that the bot or a person is busy for the customer."""
        busy = Outgoing(
            self.address, OutboxAction.SHOW_ACTIVITY, text=activity, topic=self.conversation.topic
        )
        await outbox.gather(self.session, busy, self.now)

    def today(self) -> date:
        """The day on the customer's clock."""
        return self.now.astimezone(ZoneInfo(customer_zone(self.customer, self.house))).date()

    @property
    def address(self) -> Address:
        """Return the address of the chat to speak in.

        Raises:
            ValueError: the customer has never opened the bot; callers decide that before.
        """
        if self.customer.address is None:
            raise ValueError(f"customer {self.customer.id} has no chat")
        return self.customer.address

    @property
    def is_forgotten(self) -> bool:
        """Whether the customer was erased in this turn."""
        return inspect(self.customer).deleted

    def speaking(self, language: Language) -> Self:
        """The same turn in another language."""
        return replace(self, language=language)

    def _shown(self, buttons: Buttons) -> Buttons:
        return tuple(tuple(replace(each, text=self.shown(each.text)) for each in row) for row in buttons)

    async def _write(
        self, direction: Direction, kind: MessageKind, text: str | None, staff_id: int | None, **details: Any
    ) -> Message:
        self.conversation.last_message_at = self.now
        return await insert_row(
            self.session,
            Message,
            conversation_id=self.conversation.id,
            direction=direction,
            kind=kind,
            text=text,
            address=self.address,
            topic=self.conversation.topic,
            language=self.language,
            staff_id=staff_id,
            created_at=self.now,
            **details,
        )

    async def _send(
        self,
        action: OutboxAction,
        *,
        text: str,
        buttons: Buttons = (),
        target: int | None = None,
        tap: str | None = None,
        message_id: int | None = None,
        invitation_id: int | None = None,
        document: Document | None = None,
        file: BusinessFile | None = None,
        phone_button: str | None = None,
        due_at: datetime | None = None,
        reply_to: int | None = None,
        copied: tuple[Address, int] | None = None,
    ) -> None:
        outgoing = Outgoing(
            address=self.address,
            action=action,
            text=text,
            buttons=buttons,
            target=target,
            tap=tap,
            message_id=message_id,
            invitation_id=invitation_id,
            document=document,
            file=file,
            phone_button=phone_button,
            topic=self.conversation.topic,
            reply_to=reply_to,
            source=copied[0] if copied else None,
            originals=copied[1:] if copied else (),
        )
        if self.usage is not None and not self.is_forgotten:
            self.usage.hour_replies += 1
            self.usage.day_replies += 1
        await outbox.gather(self.session, outgoing, self.now, due_at)
