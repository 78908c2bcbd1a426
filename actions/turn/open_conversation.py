"""Who writes, to which conversation it belongs, and in which language and characters that is held."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
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
from actions.turn.turn import Turn
from nlu.contract.labels import Language
from store.engine.row_insert import insert_row
from store.models.address import Address
from store.models.conversations import Awaited, Conversation, Mode
from store.models.customers import Customer

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
BY_ACCOUNT = select(Customer).where(Customer.account == bindparam("of_id"))
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
class Known:
    """What is known of a customer's language.

    `chosen` with /language; `written`, the tag of the last words that told it clearly; and the code of the
    `app`.
    """

    chosen: Language | None = None
    written: str | None = None
    app: str | None = None


async def find_or_create_customer(
    session: AsyncSession, origin: Origin, now: datetime
) -> tuple[Customer, bool]:
    """The customer of a private chat with current names, and whether this is the first we see of them.

    A customer who writes can be reached again.
    """
    person = origin.person
    customer = await customer_of_account(session, person.account)
    is_new = customer is None
    if customer is None:
        customer = Customer(account=person.account, created_at=now)
        session.add(customer)
    customer.address = origin.address
    customer.first_name = person.first_name
    customer.last_name = person.last_name
    customer.username = person.username
    customer.language_code = person.language_code
    customer.unreachable_at = None
    await session.flush()
    return customer, is_new


async def customer_of_account(session: AsyncSession, account: Address) -> Customer | None:
    """The customer with this account, if they ever opened the bot."""
    customer: Customer | None = await session.scalar(BY_ACCOUNT, {"of_id": account})
    return customer


async def open_turn(
    session: AsyncSession, customer: Customer, now: datetime, house: House, text: str | None = None
) -> Turn:
    """A turn with this customer, in the running conversation or in a new one after a long silence.

    What the `text` of a message tells about their language is kept.
    """
    conversation = await _running(session, customer, now, house.silence)
    said = read_language(text, customer.language_code) if text else None
    known = with_words(known_of(customer), said)
    customer.written_language = known.written
    voice = choose_voice(known, said, house.language)
    return Turn(session, now, house, customer, conversation, voice.language, form=voice.form)


async def _running(
    session: AsyncSession, customer: Customer, now: datetime, silence: timedelta
) -> Conversation:
    newest = await session.scalar(NEWEST, {"of_customer": customer.id})
    if newest is not None and _goes_on(newest, now, silence):
        return newest
    return await insert_row(
        session,
        Conversation,
        customer_id=customer.id,
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
