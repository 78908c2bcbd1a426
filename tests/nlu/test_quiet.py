"""Silence about the deprecations of pinned libraries, and about what customers write."""

import pytest

from tests.nlu.conftest import run_rasa_side

CODE = (
    "import warnings; from nlu.quiet import hush; hush(); warnings.simplefilter('always'); warnings.warn('x')"
)


@pytest.mark.rasa
def test_no_warning_is_shown_whatever_filter_is_set() -> None:
    assert run_rasa_side(["-c", CODE]).stderr == ""


FAILURE = """
import logging
from nlu.quiet import log_without_words

log_without_words()
try:
    raise ValueError("13912345678")
except ValueError:
    logging.getLogger("aiohttp.server").exception("failed on %s", "13912345678")
"""


@pytest.mark.rasa
def test_51_failure_of_a_library_is_logged_by_its_kind() -> None:
    assert run_rasa_side(["-c", FAILURE]).stderr == "ERROR aiohttp.server ValueError\n"
