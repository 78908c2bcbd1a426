"""The bot's commands: one handler each, and the table that finds it."""

from collections.abc import Awaitable, Callable, Mapping

from actions.commands.choose_language import ask_language
from actions.commands.export_data import export
from actions.commands.forget import ask_to_forget
from actions.commands.help import give_help, unknown
from actions.commands.resume import resume
from actions.commands.start import start
from actions.commands.status import status
from actions.commands.stop import stop
from actions.turn.spoken_command import spoken_command
from actions.turn.spoken_language import wished_language
from actions.turn.turn import Turn
from nlu.contract.labels import Language

Command = Callable[[Turn, str], Awaitable[None]]

COMMANDS: Mapping[str, Command] = {
    "start": start,
    "help": give_help,
    "status": status,
    "language": ask_language,
    "stop": stop,
    "resume": resume,
    "export": export,
    "forget": ask_to_forget,
}


def find_command(text: str) -> Command | None:
    """The command that a whole message is without having been sent as one.

    Such as "STOP!", "/help。" or "English please".
    """
    language = wished_language(text)
    return COMMANDS.get(spoken_command(text) or "") if language is None else _speaking(language)


def _speaking(language: Language) -> Command:
    async def command(turn: Turn, argument: str) -> None:
        await ask_language(turn, argument or language)

    return command


__all__ = ["COMMANDS", "Command", "find_command", "unknown"]
