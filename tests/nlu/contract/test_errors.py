"""The errors of the understanding."""

import pytest

from nlu.contract.errors import NluBadAnswer, NluError, NluUnavailable


@pytest.mark.parametrize("kind", [NluUnavailable, NluBadAnswer])
def test_error_keeps_its_reason_and_tells_it(kind: type[NluUnavailable] | type[NluBadAnswer]) -> None:
    error = kind("status 503")
    assert (error.reason, str(error).endswith(": status 503"), isinstance(error, NluError)) == (
        "status 503",
        True,
        True,
    )
