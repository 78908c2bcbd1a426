"""The wiring's tests borrow the small model from the understanding's."""

from tests.nlu.conftest import training

__all__ = ["training"]
