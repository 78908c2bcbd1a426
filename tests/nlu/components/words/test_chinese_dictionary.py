"""The dictionary is read once and kept where servers find it."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_dictionary_is_kept_for_servers_that_cannot_write(rasa: Call) -> None:
    found = rasa("tests.nlu.rasa_checks:kept_dictionary")
    assert found == {"mode": "0o644", "is_written_again": False, "words": ["服务员", "态度", "很", "好"]}
