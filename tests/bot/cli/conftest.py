"""The command line's tests borrow the small model and its server from the understanding's."""

from tests.nlu.conftest import nlu_url, small_model, training

__all__ = ["nlu_url", "small_model", "training"]
