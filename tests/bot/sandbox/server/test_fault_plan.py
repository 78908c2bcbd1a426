import pytest

from bot.sandbox.server.bot_api_errors import NOT_MODIFIED
from bot.sandbox.server.fault_plan import AFTER, BEFORE, DELIVERY, REFUSALS, Fault, FaultKind, FaultPlan

BLOCKED = Fault(FaultKind.BLOCKED)


def hits(plan: FaultPlan, times: int, method: str = "sendmessage", chat: int | None = 1) -> list[bool]:
    return [plan.hit(BEFORE, method, chat) is not None for _ in range(times)]


def test_every_kind_is_in_exactly_one_group() -> None:
    assert sorted([*BEFORE, *AFTER, *DELIVERY]) == sorted(FaultKind)


def test_a_fault_hits_as_often_as_its_count_and_is_removed() -> None:
    plan = FaultPlan()
    plan.order(Fault(FaultKind.BLOCKED, count=2))
    assert hits(plan, 3) == [True, True, False]
    assert plan.orders() == {}


def test_a_fault_lets_the_skipped_calls_pass() -> None:
    plan = FaultPlan()
    plan.order(Fault(FaultKind.BLOCKED, skip=2))
    assert hits(plan, 4) == [False, False, True, False]


def test_a_fault_without_count_hits_until_it_is_removed() -> None:
    plan = FaultPlan()
    number = plan.order(Fault(FaultKind.BLOCKED, count=None))
    assert hits(plan, 3) == [True, True, True]
    plan.clear(number)
    assert hits(plan, 1) == [False]


@pytest.mark.parametrize(
    ("fault", "method", "chat", "hit"),
    [
        (Fault(FaultKind.BLOCKED), "getme", None, True),
        (Fault(FaultKind.BLOCKED, method="sendmessage"), "sendmessage", 1, True),
        (Fault(FaultKind.BLOCKED, method="sendmessage"), "sendphoto", 1, False),
        (Fault(FaultKind.BLOCKED, chat=1), "sendmessage", 1, True),
        (Fault(FaultKind.BLOCKED, chat=2), "sendmessage", 1, False),
        (Fault(FaultKind.TIMEOUT_AFTER), "sendmessage", 1, False),
    ],
)
def test_a_fault_hits_only_calls_that_fit(fault: Fault, method: str, chat: int | None, hit: bool) -> None:
    plan = FaultPlan()
    plan.order(fault)
    assert hits(plan, 1, method, chat) == [hit]


def test_the_oldest_fault_comes_first() -> None:
    plan = FaultPlan()
    plan.order(Fault(FaultKind.BLOCKED))
    plan.order(Fault(FaultKind.DEACTIVATED))
    found = [plan.hit(BEFORE, "sendmessage", 1), plan.hit(BEFORE, "sendmessage", 1)]
    assert [fault.kind for fault in found if fault] == [FaultKind.BLOCKED, FaultKind.DEACTIVATED]


def test_orders_count_their_hits() -> None:
    plan = FaultPlan()
    number = plan.order(Fault(FaultKind.BLOCKED, count=5))
    hits(plan, 2)
    assert plan.orders() == {number: (Fault(FaultKind.BLOCKED, count=5), 2)}


def test_clear_removes_all_faults() -> None:
    plan = FaultPlan()
    plan.order(BLOCKED)
    plan.order(BLOCKED)
    plan.clear()
    assert plan.orders() == {}


@pytest.mark.parametrize(
    ("fault", "description"),
    [
        (Fault(FaultKind.TOO_MANY_REQUESTS, seconds=5), "Too Many Requests: retry after 5"),
        (Fault(FaultKind.TOO_MANY_REQUESTS, seconds=0), "Too Many Requests: retry after 1"),
        (Fault(FaultKind.SERVER_ERROR), "Internal Server Error"),
        (Fault(FaultKind.SERVER_ERROR, code=504), "Gateway Timeout"),
        (Fault(FaultKind.BLOCKED), "Forbidden: bot was blocked by the user"),
        (Fault(FaultKind.DEACTIVATED), "Forbidden: user is deactivated"),
        (Fault(FaultKind.CHAT_NOT_FOUND), "Bad Request: chat not found"),
        (
            Fault(FaultKind.MIGRATED, chat_to=-100),
            "Bad Request: group chat was upgraded to a supergroup chat",
        ),
        (
            Fault(FaultKind.QUERY_TOO_OLD),
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        ),
        (
            Fault(FaultKind.NOT_MODIFIED),
            f"Bad Request: {NOT_MODIFIED}",
        ),
        (Fault(FaultKind.UNAUTHORIZED), "Unauthorized"),
    ],
)
def test_a_fault_answers_in_telegrams_words(fault: Fault, description: str) -> None:
    assert REFUSALS[fault.kind](fault).description == description
