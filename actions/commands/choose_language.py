"""/language: the customer chooses the language of the replies."""

from actions.settings.replies import Reply
from actions.turn.incoming import ButtonPressed, Forged
from actions.turn.turn import Turn
from nlu.contract.labels import Language
from store.queues.button import Button

PREFIX = "l:"
NAMES = {Language.ZH: "中文", Language.EN: "English"}


async def ask_language(turn: Turn, argument: str) -> None:
    """Offer the languages, or take the one that came with the command."""
    if argument.lower() in {*Language}:
        await _set(turn, Language(argument.lower()))
        return
    row = tuple(Button(name, f"{PREFIX}{language}") for language, name in NAMES.items())
    await turn.say(turn.text(Reply.LANGUAGE_ASK), (row,))


async def choose_language_by_button(turn: Turn, pressed: ButtonPressed) -> None:
    """Take the language of the pressed button.

    Raises:
        Forged: there is no such language.
    """
    name = pressed.data.removeprefix(PREFIX)
    if name not in {*Language}:
        raise Forged(pressed.data)
    await turn.answer_tap(pressed.tap_id)
    await _set(turn, Language(name))


async def _set(turn: Turn, language: Language) -> None:
    turn.customer.language = language
    await turn.speaking(language).say(turn.house.replies.text(language, Reply.LANGUAGE_SET))
