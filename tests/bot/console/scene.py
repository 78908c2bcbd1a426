"""A made-up morning at the counter: customers, cases and surveys for the pages to show."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from actions.settings.survey_definition import load_surveys
from nlu.contract.labels import Aspect, Intent, Language
from store.engine.database import Database
from store.models.address import Address
from store.models.cases import CaseKind, CaseStatus, Priority
from store.models.conversations import MessageKind, Mode, Revision, Understood
from store.models.queues import Alarm, InboxItem, InboxStatus, OutboxStatus
from store.models.surveys import Decision, InvitationStatus, Outcome, Phase, Reason, SurveyVersion
from tests.conftest import DATA
from tests.records import Records

# How 36 customers rated, by outlet: north is good, south is not, harbour has hardly any answers.
RATINGS = {
    "north": (5, 5, 4, 5, 4, 5, 3, 5, 4, 5, 5, 4, 5, 2, 5, 4, 5, 5),
    "south": (2, 4, 3, 1, 5, 3, 4, 2, 4, 3, 1, 4, 5, 2),
    "harbour": (4, 5, 3, 4),
}


@dataclass(frozen=True)
class Scene:
    """Ids of what the tests look for."""

    complaint: int  # conversation in Chinese, with an open and overdue case
    complaint_message: int
    unsure: int  # conversation in English, with a message of unknown intent
    unsure_message: int
    praise: int
    settled: int


async def set_scene(database: Database, now: datetime) -> Scene:
    """Fill an empty database."""
    async with database.transaction() as session:
        records = Records(session, now)
        asked = load_surveys(DATA / "surveys")["post_service"].to_dict()
        session.add(SurveyVersion(key="post_service", digest="scene", definition=asked, created_at=now))
        await _surveys(records, now)
        praise = await _praise(records, now)
        settled = await _settled(records, now)
        unsure, unsure_message = await _unsure(records, now)
        complaint, complaint_message = await _complaint(records, now)
        _troubles(records, now)
    return Scene(complaint, complaint_message, unsure, unsure_message, praise, settled)


async def _complaint(records: Records, now: datetime) -> tuple[int, int]:
    ago = now - timedelta(minutes=34)
    customer = await records.customer("王小姐", username="wang_xj", language=Language.ZH)
    talk = await records.conversation(customer, ago)
    message = await records.heard(
        talk,
        "昨天下午送去修的空调，师傅说今天上午上门，等到现在一个人影都没有，电话也打不通。",
        Intent.COMPLAINT,
        0.97,
        language=Language.ZH,
        created_at=ago,
    )
    case = await records.case(
        customer,
        talk,
        message_id=message.id,
        outlet="south",
        aspect=Aspect.PEOPLE,
        order_number="B20261122-017",
        due_at=now - timedelta(minutes=90),
        opened_at=ago,
    )
    await records.said(
        talk,
        f"非常抱歉给您带来不便。您的投诉已登记，编号 {case.reference}，我们会在今天 16:00 前答复您。",
        at=ago + timedelta(seconds=1),
    )
    later = ago + timedelta(minutes=6)
    await records.heard(
        talk,
        None,
        None,
        kind=MessageKind.PHOTO,
        attachment={"type": "photo", "file_id": "p1", "file_size": 183_422},
        language=Language.ZH,
        created_at=later,
    )
    await records.said(talk, f"已收到，附在 {case.reference} 里了。", at=later + timedelta(seconds=1))
    edited = await records.heard(
        talk,
        "再不来我就退款了！！",
        Intent.COMPLAINT,
        0.88,
        language=Language.ZH,
        created_at=later + timedelta(minutes=3),
    )
    records.session.add(
        Revision(message_id=edited.id, text="再不来我就退款", replaced_at=later + timedelta(minutes=4))
    )
    await records.said(
        talk, "已补充到您的投诉里。", OutboxStatus.UNKNOWN, at=later + timedelta(minutes=3, seconds=1)
    )
    return talk.id, message.id


async def _unsure(records: Records, now: datetime) -> tuple[int, int]:
    ago = now - timedelta(hours=2)
    customer = await records.customer("Daniel Okafor", username="d_okafor")
    talk = await records.conversation(customer, ago)
    await records.heard(talk, "Hi there", Intent.GREET, 0.95, created_at=ago)
    await records.said(talk, "Hello! What can I do for you?", at=ago + timedelta(seconds=1))
    message = await records.heard(
        talk,
        "Booked the 14:20 and now the app shows 17:05, not sure that works for us",
        Intent.INQUIRY,
        0.41,
        created_at=ago + timedelta(minutes=1),
    )
    await records.said(
        talk,
        "I am not sure that I understood you correctly. Is your message –",
        at=ago + timedelta(minutes=2),
    )
    return talk.id, message.id


async def _praise(records: Records, now: datetime) -> int:
    yesterday = now - timedelta(days=1, hours=3)
    customer = await records.customer("陳美玲", language=Language.ZH)
    talk = await records.conversation(customer, yesterday)
    await records.heard(
        talk,
        "前台的小李真的好贴心，帮我把行李送到车上还画了张地图 👍",
        Intent.PRAISE,
        0.99,
        language=Language.ZH,
        created_at=yesterday,
    )
    await records.said(talk, "谢谢您的肯定！已记录下来。", at=yesterday + timedelta(seconds=1))
    invitation = await records.invitation(
        customer, status=InvitationStatus.COMPLETED, outlet="north", agent="小李", sent_at=yesterday
    )
    await records.said(
        talk, "您对这次服务满意吗？", invitation=invitation, at=yesterday + timedelta(minutes=5)
    )
    await records.answer(invitation, "satisfaction", number=5, answered_at=yesterday)
    words = await records.heard(
        talk,
        "下次还来！",
        Intent.PRAISE,
        0.93,
        language=Language.ZH,
        created_at=yesterday + timedelta(minutes=6),
    )
    await records.answer(invitation, "comment", text="下次还来！", message_id=words.id, answered_at=yesterday)
    return int(talk.id)


async def _settled(records: Records, now: datetime) -> int:
    before = now - timedelta(days=3)
    customer = await records.customer("\u202eeiraM\u202c <b>x</b>", unreachable_at=now - timedelta(days=1))
    talk = await records.conversation(customer, before, mode=Mode.STAFF)
    await records.heard(talk, "I want to talk to a human, not a bot", Intent.HUMAN, 0.96, created_at=before)
    await records.case(
        customer,
        talk,
        kind=CaseKind.HUMAN,
        status=CaseStatus.SETTLED,
        settled_at=before + timedelta(hours=2),
        opened_at=before,
    )
    await records.case(
        customer, talk, kind=CaseKind.INQUIRY, priority=Priority.HIGH, due_at=now + timedelta(hours=3)
    )
    await records.heard(
        talk,
        None,
        None,
        understood=Understood.PENDING,
        kind=MessageKind.VOICE,
        attachment={"type": "voice", "duration": 74, "file_size": 31_000},
        created_at=before + timedelta(minutes=4),
    )
    await records.said(
        talk, "Somebody will be with you.", OutboxStatus.UNREACHABLE, at=before + timedelta(minutes=5)
    )
    return int(talk.id)


async def _surveys(records: Records, now: datetime) -> None:
    day = 0
    for outlet, ratings in RATINGS.items():
        for rating in ratings:
            day += 1
            sent = now - timedelta(days=day % 20 + 1)
            invitation = await records.invitation(
                await records.customer("Frequent guest"),
                status=InvitationStatus.COMPLETED,
                outlet=outlet,
                sent_at=sent,
                completed_at=sent,
                created_at=sent,
            )
            await records.answer(invitation, "satisfaction", number=rating, answered_at=sent)
            if rating <= 3:
                reasons = ["waiting", "staff"] if rating == 1 else ["waiting"] if rating == 2 else ["price"]
                await records.answer(invitation, "reasons", choices=reasons, answered_at=sent)
            if rating == 1:
                await records.answer(
                    invitation, "comment", text="Nobody called back, twice.", answered_at=sent
                )
    customer = await records.customer("Frequent guest")
    for status in (InvitationStatus.EXPIRED, InvitationStatus.EXPIRED, InvitationStatus.SENT):
        await records.invitation(customer, status=status, outlet="south")
    await records.invitation(
        customer, status=InvitationStatus.UNDELIVERABLE, outlet="south", delivered_at=None
    )
    for number, reason in enumerate((Reason.COOLDOWN, Reason.COOLDOWN, Reason.UNKNOWN_CUSTOMER)):
        await _skipped(records, now, number, reason)


async def _skipped(records: Records, now: datetime, number: int, reason: Reason) -> None:
    service = await records.service(str(number), source="till", outlet="south")
    records.session.add(
        Decision(
            service_id=service.id,
            survey_key="post_service",
            phase=Phase.RECEIVED,
            outcome=Outcome.SKIPPED,
            reason=reason,
            facts={},
            decided_at=now,
        )
    )


def _troubles(records: Records, now: datetime) -> None:
    records.session.add(Alarm(kind="telegram.conflict", subject="bot:1", raised_at=now))
    records.session.add(
        InboxItem(
            bot=Address(1),
            update_id=911,
            lane=Address(1),
            body={},
            status=InboxStatus.PARKED,
            attempts=5,
            due_at=now,
            error="ValueError",
            received_at=now - timedelta(hours=1),
        )
    )
