"""The real parts that contracts are tried on."""

from tests.bot.telegram.conftest import bot, seconds_are_timedeltas, stand
from tests.nlu.conftest import rasa, small_model, training

__all__ = ["bot", "rasa", "seconds_are_timedeltas", "small_model", "stand", "training"]
