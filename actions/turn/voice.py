"""In which language, and in which form of Chinese, a customer is spoken to."""

from dataclasses import dataclass

from actions.turn.chinese_form import ChineseForm, form_for
from actions.turn.text_language import CHINESE, ZH, TextLanguage, read_language
from nlu.contract.labels import Language
from store.models.customers import Customer


@dataclass(frozen=True, slots=True)
class Voice:
    """How the bot speaks."""

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


def known_of(customer: Customer) -> Known:
    """What is known of a stored customer."""
    return Known(customer.language, customer.written_language, customer.language_code)


def written_now(known: Known, text: str | None) -> str | None:
    """The tag of the customer's language after this text, which may tell none or no script."""
    said = read_language(text or "", known.app)
    if said is None or not said.is_clear:
        return known.written
    is_script_known = said.tag == ZH and known.written in CHINESE
    return known.written if is_script_known else said.tag


def choose_voice(known: Known, text: str | None, default: Language) -> Voice:
    """The customer's choice, else the language of clear words, now or before, else that of the app.

    A customer who writes in a language that Huifang does not speak, and whose app is in none of ours, is
    spoken to in English. Words that tell little come before the default.
    """
    tag = written_now(known, text)
    written = None if tag is None else TextLanguage(tag).spoken
    language = known.chosen or written or _of_app(known.app)
    if language is None:
        said = read_language(text or "", known.app)
        guessed = None if said is None else said.spoken
        language = guessed or (default if tag is None else Language.EN)
    return Voice(language, form_for(tag, known.app))


def _of_app(code: str | None) -> Language | None:
    """The language of the app; one that Huifang does not speak says nothing about which of ours to use."""
    main = (code or "").lower().split("-")[0]
    if main == "yue":
        return Language.ZH
    return Language(main) if main in {*Language} else None
