"""Silence about the deprecations of pinned libraries."""

import pytest

from tests.nlu.conftest import run_rasa_side

CODE = (
    "import warnings; from nlu.quiet import hush; hush(); warnings.simplefilter('always'); warnings.warn('x')"
)


@pytest.mark.rasa
def test_no_warning_is_shown_whatever_filter_is_set() -> None:
    assert run_rasa_side(["-c", CODE]).stderr == ""
