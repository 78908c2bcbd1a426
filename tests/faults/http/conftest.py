"""The API and a system that has a key, as the tests of the API have them."""

from tests.bot.api.conftest import system

__all__ = ["system"]
