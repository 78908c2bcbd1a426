"""What kind of target an address leads to."""

import pytest
from apprise.manager_plugins import NotificationManager

from actions.webhooks.apprise_services import LOCAL, SERVICES, UNANSWERED, WITHOUT_LIBRARY
from actions.webhooks.target_kinds import is_service, kind_of, shown_address
from store.models.queues import TargetKind
from tests.fakes.group_robots import URLS


@pytest.mark.parametrize(("kind", "url"), list(URLS.items()))
def test_robot_is_known_by_its_host_and_its_key_is_not_shown(kind: TargetKind, url: str) -> None:
    assert kind_of(f" {url}") is kind
    assert shown_address(kind, url) == f"{url.split('/')[2]} …0a1b"


@pytest.mark.parametrize("url", ["https://crm.example/oapi.dingtalk.com", "nonsense", ""])
def test_all_else_is_a_webhook_and_shown_whole(url: str) -> None:
    assert kind_of(url) is TargetKind.WEBHOOK
    assert shown_address(TargetKind.WEBHOOK, url) == url


@pytest.mark.parametrize("url", ["mailtos://desk:secret@shop.example", "NTFYS://topic", "bark://token"])
def test_other_schemes_are_of_apprise_and_show_no_token(url: str) -> None:
    assert kind_of(f" {url}") is TargetKind.APPRISE
    assert shown_address(TargetKind.APPRISE, url) == f"{url.partition(':')[0]}://…"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://shop.example",
        "syslog://",
        "dbus://",
        "gnome://x",
        "dingtalk://token",
        "windows://x",
        "mqtt://broker.example/topic",
        "ntfys://topic,dingtalk://token",
    ],
)
def test_unknown_and_local_services_are_none(url: str) -> None:
    assert not is_service(url)


# Apprise imports it for PGP, and brings its own where Python has none.
@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
def test_each_scheme_of_apprise_is_decided_on() -> None:
    manager = NotificationManager()  # type: ignore[no-untyped-call] # apprise types its users' part only
    known = manager.schemas()  # type: ignore[no-untyped-call]
    assert sorted(known) == sorted(SERVICES | LOCAL | UNANSWERED | WITHOUT_LIBRARY)
    assert not SERVICES & (LOCAL | UNANSWERED | WITHOUT_LIBRARY)
    assert [scheme for scheme in sorted(SERVICES) if not manager[scheme].enabled] == []
