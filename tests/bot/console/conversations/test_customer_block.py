"""Staff block a customer, and take it back, on the customer's part of the page."""

from sqlalchemy import select

from store.engine.database import Database
from store.models.conversations import Conversation
from store.models.staff import AuditEntry, Role
from store.models.usage import CustomerUsage
from tests.bot.console.browser import Browsers, Clock
from tests.bot.console.scene import Scene


async def test_customer_is_blocked_and_unblocked(
    browsers: Browsers, staff: None, scene: Scene, database: Database, clock: Clock
) -> None:
    async with database.transaction() as session:
        talk = await session.get_one(Conversation, scene.complaint)
        owner = talk.customer_id
        counts = dict.fromkeys(("hour", "day"), 0)
        usage = {f"{span}_{what}": 0 for span in counts for what in ("messages", "replies", "files")}
        session.add(
            CustomerUsage(
                customer_id=owner,
                hour_began_at=clock.now,
                day_began_at=clock.now,
                day_exports=0,
                not_kept=4711,
                **usage,
            )
        )
    agent = await browsers.logged_in(Role.AGENT)
    here = f"/conversations/{scene.complaint}"
    page = (await agent.get(here)).text
    assert ("4711" in page, f'action="/console/customers/{owner}/block"' in page) == (True, True)
    blocked = await agent.post(f"/customers/{owner}/block", conversation=str(scene.complaint))
    assert blocked.headers["location"] == f"/console{here}?notice=customer_blocked"
    assert f'action="/console/customers/{owner}/unblock"' in (await agent.get(here)).text
    unblocked = await agent.post(f"/customers/{owner}/unblock", conversation=str(scene.complaint))
    assert unblocked.headers["location"] == f"/console{here}?notice=customer_unblocked"
    async with database.reading() as session:
        actions = select(AuditEntry.action).where(AuditEntry.subject == f"customer:{owner}")
        assert list(await session.scalars(actions.order_by(AuditEntry.id))) == [
            "customer.blocked",
            "customer.unblocked",
        ]


async def test_reviewer_sees_no_form(browsers: Browsers, staff: None, scene: Scene) -> None:
    reviewer = await browsers.logged_in(Role.REVIEWER)
    page = await reviewer.get(f"/conversations/{scene.complaint}")
    assert (page.status_code, "/block" in page.text) == (200, False)
