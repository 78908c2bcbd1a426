"""How events are put into words where nothing is set."""

from actions.webhooks.event_wording import EventWording
from nlu.contract.labels import Language


def test_wording_has_no_links_before_the_console_is_known() -> None:
    wording = EventWording()
    assert (wording.console, wording.language, wording.zone.key) == (None, Language.EN, "UTC")
