import pytest

from tests.journeys.talks.spoken_languages import languages_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们已经登记，编号 HF-000012", {"zh", "zh-hans"}),
        ("我們已經登記，編號 HF-000012", {"zh", "zh-hant"}),
        ("你好", {"zh"}),
        ("Your question is on record as HF-000012.", {"en"}),
        ("发 /stop 即可", {"zh", "zh-hans"}),
        ("我们会请同事来。 We will ask a colleague to come.", {"zh", "zh-hans", "en"}),
        ("ご連絡ありがとうございます", {"ja"}),
        ("Bonjour, merci beaucoup", set()),
        ("👍 5", set()),
    ],
)
def test_languages_are_told_by_their_letters(text: str, expected: set[str]) -> None:
    assert languages_of(text) == expected
