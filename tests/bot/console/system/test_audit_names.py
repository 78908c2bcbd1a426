"""The audit log is shown in words, and a code without a name as it is."""

import ast
import re
from collections.abc import Callable, Iterator

import pytest

from actions.staff.login_trail import LoginEvent
from bot.console.system.audit_log import GROUPS
from bot.console.system.audit_names import ACTIONS, detail_text, subject_name
from bot.console.web.visit import Visit
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.cases import CaseStep
from store.models.staff import AuditEntry
from tests.bot.console.browser import Browser, Clock
from tests.conftest import ROOT

CODE = re.compile(rf"(?:{'|'.join(map(re.escape, GROUPS))})[a-z_]+")


def written_actions() -> Iterator[str]:
    """The codes of actions that the calls which write to the log hold."""
    yield from LoginEvent
    for path in (ROOT / "actions").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and re.search("(?i)audit|entry", ast.unparse(call.func)):
                yield from (text for text in texts_in(call) if CODE.fullmatch(text))


def texts_in(call: ast.Call) -> Iterator[str]:
    """The texts without gaps in the arguments of a call."""
    for node in ast.walk(call):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_each_action_in_the_code_has_a_name() -> None:
    found = set(written_actions())
    assert {"staff.logged_in", "intent.corrected", "check.drawn"} <= found
    assert found - {*ACTIONS, *(f"case.{step}" for step in CaseStep)} == set()


@pytest.mark.parametrize(
    ("action", "shown"),
    [("customer.blocked", "Customer blocked"), ("case.replied", "Case: Reply"), ("other.code", "other.code")],
)
async def test_actions_actors_and_subjects_are_named(
    administrator: Browser, database: Database, clock: Clock, action: str, shown: str
) -> None:
    async with database.transaction() as session:
        session.add(AuditEntry(at=clock.now, actor="system", action=action, subject="customer:7"))
    page = (await administrator.get("/audit")).text
    assert f'<td title="{action}">{shown}</td>' in page
    assert "<bdi>Huifang</bdi>" in page
    assert "<td>Customer 7</td>" in page


async def test_the_log_is_named_in_chinese(administrator: Browser, database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        session.add(AuditEntry(at=clock.now, actor="stranger", action="staff.login_failed", subject=None))
    page = (await administrator.get("/audit", **{"accept-language": "zh"})).text
    assert ">登录失败</td>" in page
    assert "<bdi>未知访客</bdi>" in page


@pytest.mark.parametrize(
    ("action", "detail", "english", "chinese"),
    [
        ("staff.added", {"role": "agent"}, "role: Agent", "角色：客服"),
        (
            "staff.role_changed",
            {"before": "agent", "after": "manager"},
            "before: Agent · now: Manager",
            "原为：客服 · 现为：主管",
        ),
        (
            "intent.corrected",
            {"before": None, "after": "praise"},
            "before: – · now: Praise",
            "原为：– · 现为：表扬",
        ),
        ("corrective.moved", {"person": 3}, "person: Staff 3", "负责人：员工 3"),
        ("key.issued", {"scopes": ["cases", "reports"]}, "scopes: cases reports", "权限：cases reports"),
        ("other.code", {"odd": 1.5}, "odd: 1.5", "odd：1.5"),
    ],
)
def test_details_are_named(
    visit: Callable[..., Visit], action: str, detail: dict[str, object], english: str, chinese: str
) -> None:
    shown = [detail_text(visit(language=language), action, detail) for language in (Language.EN, Language.ZH)]
    assert shown == [english, chinese]


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("settings:canned", "Setting Prepared replies"),
        ("settings:surveys.nps", "Setting Survey nps"),
        ("settings:hours", "Setting Business hours"),
        ("settings:gone", "Setting gone"),
    ],
)
def test_settings_are_named(visit: Callable[..., Visit], subject: str, shown: str) -> None:
    assert subject_name(visit(), subject) == shown
