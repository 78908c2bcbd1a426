"""The bot's commands: one handler each, and the table that finds it."""

from collections.abc import Awaitable, Callable, Mapping

from actions.commands.choose_language import ask_language
from actions.commands.export_data import export
from actions.commands.forget import ask_to_forget
from actions.commands.help import give_help, unknown
from actions.commands.start import start
from actions.commands.status import status
from actions.commands.stop import stop
from actions.turn.turn import Turn

Command = Callable[[Turn, str], Awaitable[None]]

COMMANDS: Mapping[str, Command] = {
    "start": start,
    "help": give_help,
    "status": status,
    "language": ask_language,
    "stop": stop,
    "export": export,
    "forget": ask_to_forget,
}

__all__ = ["COMMANDS", "Command", "unknown"]
