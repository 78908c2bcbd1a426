"""Who writes, to which conversation it belongs, and in which language and characters that is held."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.turn.chinese_form import ChineseForm
from actions.turn.incoming import Origin
from actions.turn.text_language import (
    CHINESE,
    HANS,
    HANT,
    SPOKEN,
    YUE_HANS,
    YUE_HANT,
    ZH,
    TextLanguage,
    read_language,
)
from actions.turn.turn import SeenRows, Turn
from nlu.contract.labels import Language
from store.engine.row_insert import insert_row
from store.models.address import Address
from store.models.conversations import Awaited, Conversation, Mode
from store.models.customers import Customer
from store.models.usage import CustomerUsage

# The answers that a silence does not end the waiting for.
HOLDING = (Awaited.ORDER_NUMBER, Awaited.SURVEY_TEXT)

OF_APPS = {
    "zh-tw": ChineseForm.TAIWAN,
    "zh-hant-tw": ChineseForm.TAIWAN,
    "zh-hant": ChineseForm.TAIWAN,
    "zh-hk": ChineseForm.HONG_KONG,
    "zh-hant-hk": ChineseForm.HONG_KONG,
    "zh-mo": ChineseForm.HONG_KONG,
    "zh-hant-mo": ChineseForm.HONG_KONG,
    "yue": ChineseForm.HONG_KONG,
}

# Written once, since every message needs them: building a statement costs as much as running it.
_newest = select(func.max(Conversation.id)).where(Conversation.customer_id == Customer.id)
BY_ACCOUNT = (
    select(Customer, CustomerUsage, Conversation)
    .outerjoin(CustomerUsage, CustomerUsage.customer_id == Customer.id)
    .outerjoin(Conversation, Conversation.id == _newest.correlate(Customer).scalar_subquery())
    .where(Customer.account == bindparam("of_account"))
)
NEWEST = (
    select(Conversation)
    .where(Conversation.customer_id == bindparam("of_customer"))
    .order_by(Conversation.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Voice:
    """How the bot speaks to a customer."""

    language: Language
    form: ChineseForm = ChineseForm.SIMPLIFIED


@dataclass(frozen=True, slots=True)
class Writer:
    """A customer who writes, with their counts and newest conversation, if there are any.

    `is_new` says that this is the first we see of them.
    """

    customer: Customer
    is_new: bool = False
    usage: CustomerUsage | None = None
    newest: Conversation | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a customer's language.

    `chosen` with /language; `written`, the tag of the last words that told it clearly; and the code of the
    `app`.
    """

    chosen: Language | None = None
    written: str | None = None
    app: str | None = None


async def find_or_create_customer(session: AsyncSession, origin: Origin, now: datetime) -> Writer:
    """The customer of a private chat, with current names; a new one gets a number from `turn_of`.

    A customer who writes can be reached again.
    """
    person = origin.person
    found = (await session.execute(BY_ACCOUNT, {"of_account": person.account})).one_or_none()
    writer = Writer(Customer(account=person.account, created_at=now), is_new=True)
    if found is not None:
        customer, usage, newest = found
        writer = Writer(customer, usage=usage, newest=newest)
    customer = writer.customer
    customer.address = origin.address
    customer.first_name = person.first_name
    customer.last_name = person.last_name
    customer.username = person.username
    customer.language_code = person.language_code
    customer.unreachable_at = None
    session.add(customer)
    return writer


async def customer_of_account(session: AsyncSession, account: Address) -> Customer | None:
    """The customer with this account, if they ever opened the bot."""
    customer: Customer | None = await session.scalar(select(Customer).where(Customer.account == account))
    return customer


async def open_turn(
    session: AsyncSession, customer: Customer, now: datetime, house: House, text: str | None = None
) -> Turn:
    """A turn with a customer who is known; see `turn_of`."""
    newest = await session.scalar(NEWEST, {"of_customer": customer.id})
    return await turn_of(session, Writer(customer, newest=newest), now, house, text)


async def turn_of(
    session: AsyncSession, writer: Writer, now: datetime, house: House, text: str | None = None
) -> Turn:
    """A turn with this customer, in the running conversation or in a new one after a long silence.

    What the `text` of a message tells about their language is kept.
    """
    customer = writer.customer
    said = read_language(text, customer.language_code) if text else None
    known = with_words(known_of(customer), said)
    customer.written_language = known.written
    voice = choose_voice(known, said, house.language)
    if writer.is_new:
        await session.flush()
    conversation = await _running(session, writer, now, house.silence)
    seen = SeenRows(cases=[]) if writer.is_new else SeenRows()
    return Turn(
        session,
        now,
        house,
        customer,
        conversation,
        voice.language,
        form=voice.form,
        is_first=writer.is_new,
        seen=seen,
    )


async def _running(session: AsyncSession, writer: Writer, now: datetime, silence: timedelta) -> Conversation:
    newest = writer.newest
    if newest is not None and _goes_on(newest, now, silence):
        return newest
    return await insert_row(
        session,
        Conversation,
        customer_id=writer.customer.id,
        topic=newest.topic if newest is not None else None,
        started_at=now,
        last_message_at=now,
        wordings=None if newest is None else newest.wordings,  # the talk goes on for the customer
    )


def _goes_on(conversation: Conversation, now: datetime, silence: timedelta) -> bool:
    """No silence ends it while an answer is waited for or a person has it in hand; losing its words does.

    Nor while a message in it is unclear: a case will open for it.
    """
    is_held = (
        conversation.awaited in HOLDING
        or conversation.mode is Mode.STAFF
        or conversation.unclear_since is not None
    )
    is_silent = now - conversation.last_message_at >= silence
    return conversation.words_erased_at is None and (is_held or not is_silent)


def known_of(customer: Customer) -> Known:
    """What is known of a stored customer."""
    return Known(customer.language, customer.written_language, customer.language_code)


def is_language_known(customer: Customer) -> bool:
    """Whether the customer has chosen a language of ours, or has clearly written in one."""
    return customer.language is not None or SPOKEN.get(customer.written_language or "") is not None


def with_words(known: Known, said: TextLanguage | None) -> Known:
    """What is known after words in this language; they may be unclear, or tell no script."""
    if said is None or not said.is_clear or (said.tag == ZH and known.written in CHINESE):
        return known
    return replace(known, written=said.tag)


def choose_voice(known: Known, said: TextLanguage | None, default: Language) -> Voice:
    """The customer's choice, else the language of clear words, now or before, else that of the app.

    A customer who writes in a language that Huifang does not speak, and whose app is in none of ours, is
    spoken to in English. Words that tell little, the language they may be `said` in, come before the default.
    """
    language = known.chosen or SPOKEN.get(known.written or "") or _of_app(known.app)
    if language is None:
        guessed = None if said is None else said.spoken
        language = guessed or (default if known.written is None else Language.EN)
    return Voice(language, form_for(known.written, known.app))


def _of_app(code: str | None) -> Language | None:
    """The language of the app; one that Huifang does not speak says nothing about which of ours to use."""
    main = (code or "").lower().split("-")[0]
    if main == "yue":
        return Language.ZH
    return Language(main) if main in {*Language} else None


def form_for(tag: str | None, app: str | None) -> ChineseForm:
    """The form for a customer who writes so, by the tag of their words, and whose app has this code."""
    of_app = OF_APPS.get((app or "").lower(), ChineseForm.SIMPLIFIED)
    if tag in (HANS, YUE_HANS):
        return ChineseForm.SIMPLIFIED
    if tag == YUE_HANT:
        return ChineseForm.HONG_KONG
    is_plain = of_app is ChineseForm.SIMPLIFIED
    return ChineseForm.TAIWAN if tag == HANT and is_plain else of_app
