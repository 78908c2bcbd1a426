"""One event as a line."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from actions.webhooks.event_wording import EventWording
from actions.webhooks.robot_line import RobotLine, robot_line
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.queues import EventDelivery, SystemEventKind
from tests.records import Records

CONSOLE = "https://shop.example/console"
ZH = EventWording(CONSOLE, Language.ZH, ZoneInfo("Asia/Shanghai"))
CASE = {"case": 12, "kind": "complaint", "step": "stalled", "outlet": "望京店", "status": "open"}


@pytest.mark.parametrize(
    ("kind", "facts", "text", "label", "page"),
    [
        (
            SystemEventKind.CASE_CHANGED,
            CASE,
            "工单变更 · 投诉 · 长时间没有进展 · 望京店",
            "HF-000012",
            "/cases/12",
        ),
        (SystemEventKind.HANDED_OVER, {"conversation": 3}, "人工接管", "会话 3", "/conversations/3"),
        (
            SystemEventKind.ALARM_RAISED,
            {"alarm": 1, "kind": "nlu.away", "subject": "nlu"},
            "系统告警 · 理解消息的服务没有响应",
            "查看告警",
            "/alarms",
        ),
        (
            SystemEventKind.ALARM_RAISED,
            {"alarm": 1, "kind": "other.code", "subject": "nlu"},
            "系统告警",
            "查看告警",
            "/alarms",
        ),
        (SystemEventKind.SURVEY_SENT, {"invitation": 4, "outlet": None}, "已发出问卷", "问卷 4", None),
    ],
)
async def test_line_says_when_what_and_where(
    database: Database,
    now: datetime,
    kind: SystemEventKind,
    facts: dict[str, Any],
    text: str,
    label: str,
    page: str | None,
) -> None:
    delivery = EventDelivery(kind=kind, facts=facts, at=now)
    at = now.astimezone(ZH.zone).strftime("%m-%d %H:%M")
    async with database.reading() as session:
        line = await robot_line(session, delivery, ZH, has_words=True)
    assert line == RobotLine(f"{at} · {text}", label, page and CONSOLE + page)


async def test_words_are_there_only_where_chosen(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        message = await records.heard(await records.talk(), "Where is *it*?")
        facts = {"message": message.id, "conversation": message.conversation_id}
        delivery = EventDelivery(kind=SystemEventKind.MESSAGE_RECEIVED, facts=facts, at=now)
        lines = [await robot_line(session, delivery, EventWording(), has_words=has) for has in (True, False)]
    assert [line.words for line in lines] == ["Where is ＊it＊?", ""]
    assert [line.link for line in lines] == [None, None]
