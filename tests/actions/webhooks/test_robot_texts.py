"""The texts of robots."""

from actions.webhooks.robot_texts import TEXTS
from bot.console.system.alarm_list import ALARM_KINDS
from nlu.contract.labels import Language
from store.models.cases import CaseKind
from store.models.queues import SystemEventKind


def test_both_languages_name_all_events_and_kinds_of_cases() -> None:
    zh, en = TEXTS[Language.ZH], TEXTS[Language.EN]
    assert list(zh) == list(en)
    needed = {f"event.{kind.value}" for kind in SystemEventKind} | {f"kind.{kind.value}" for kind in CaseKind}
    needed |= {f"alarm.{kind}" for kind in ALARM_KINDS}
    assert needed - set(zh) == set()
    assert all(text.strip() for text in (*zh.values(), *en.values()))
