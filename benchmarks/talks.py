"""A year of talk: 200,000 conversations with a million messages beside a year of surveys, by bulk insert."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from benchmarks.million import CUSTOMERS, DAYS, Row, Year, load
from nlu.contract.labels import Aspect
from store.engine.database import Database
from store.engine.search_terms import terms
from store.models.conversations import aspects_text

CONVERSATIONS = 200_000
ASKED = 5  # one conversation of so many ends with a survey, of which three quarters are answered
OPEN_CASES = 600
INTENTS = ("complaint", "inquiry", "praise", "greet", "thanks", "human", "out_of_scope", "bye")
WEIGHTS = (24, 34, 14, 12, 9, 3, 3, 1)
SPOKEN_OF = (0, 1, 1, 1, 2)  # how many aspects a message of the customer may speak of
WHO = ("师傅", "前台", "客服", "骑手", "店员", "courier", "front desk", "technician", "waiter", "agent")
WHAT = (
    "一直没有回电话", "退款还没有到账", "送来的汤全洒了", "说好上午上门", "态度特别好", "物流太慢了",
    "could not find my booking", "never called back", "was wonderful", "charged me twice",
    "promised a refund", "left the parcel outside",
)  # fmt: skip
WHERE = ("北街店", "机场", "三楼", "at the airport", "in the north branch", "on the third floor")
RARE = ("绿色自行车", "saxophone")  # one message in ten thousand


@dataclass
class Talks:
    """Rows by table; `now` is when the year has ended."""

    now: datetime
    conversations: int = CONVERSATIONS
    random: Random = field(default_factory=lambda: Random(7))  # noqa: S311 - must repeat, no secret

    async def fill(self, database: Database) -> None:
        """Write all rows into an empty database with the schema of this release."""
        await Year(self.now, self.conversations // ASKED).fill(database)
        begun = [self._begun(number) for number in range(1, self.conversations + 1)]
        talks = ("id", "customer_id", "mode", "started_at", "last_message_at", "handed_over_at")
        await load(database, "conversations", talks, self._conversations(begun))
        await load(database, "messages", MESSAGE, self._messages(begun))
        await load(database, "outbox", OUTBOX, self._outbox(begun))
        await load(database, "cases", CASE, self._cases(begun))
        async with database.engine.begin() as connection:
            await connection.exec_driver_sql(COMMENTED)
            await connection.exec_driver_sql("ANALYZE")

    def _begun(self, number: int) -> datetime:
        step = timedelta(days=DAYS) / self.conversations
        return self.now - timedelta(days=DAYS) + number * step

    def _conversations(self, begun: list[datetime]) -> Iterator[Row]:
        for number, at in enumerate(begun, 1):
            with_staff = number % 2000 == 0
            handed = at if number % 50 == 0 else None
            mode = "staff" if with_staff else "bot"
            yield number, _customer(number), mode, at, at + timedelta(minutes=4), handed

    def _messages(self, begun: list[datetime]) -> Iterator[Row]:
        """Three of the customer and two of the bot in each conversation."""
        number = 0
        for talk, at in enumerate(begun, 1):
            for turn in range(5):
                number += 1
                said = at + timedelta(minutes=turn)
                yield self._out(number, talk, said) if turn % 2 else self._in(number, talk, said)

    def _in(self, number: int, talk: int, at: datetime) -> Row:
        text = " ".join((self.random.choice(WHO), self.random.choice(WHAT), self.random.choice(WHERE)))
        if number % 10_000 < 2:
            text = f"{text} {RARE[number % 2]}"
        intent = self.random.choices(INTENTS, WEIGHTS)[0]
        confidence = round(1 - self.random.random() ** 3, 3)
        corrected = self.random.choice(INTENTS) if number % 400 == 0 else None
        spoken_of = aspects_text(self.random.sample(tuple(Aspect), self.random.choice(SPOKEN_OF)))
        return (
            *(number, talk, "in", "text", text, terms(text), _customer(talk), "zh" if talk % 3 else "en"),
            *("done", intent, confidence, confidence > 0.3, spoken_of, corrected, at),
        )

    def _out(self, number: int, talk: int, at: datetime) -> Row:
        words = f"您的消息已登记，编号 HF-{talk:06d}。"
        return (
            *(number, talk, "out", "text", words, None, _customer(talk), "zh" if talk % 3 else "en"),
            *("not_needed", None, None, None, None, None, at),
        )

    def _outbox(self, begun: list[datetime]) -> Iterator[Row]:
        """What the bot said; in every fifth conversation it asked a survey's question."""
        asked = 0
        for talk, at in enumerate(begun, 1):
            for turn in (1, 3):
                invitation = None
                if turn == 3 and talk % ASKED == 0:
                    invitation = asked = asked + 1
                status = "unknown" if talk % 20_000 == 0 else "sent"
                yield _customer(talk), "send", {}, (talk - 1) * 5 + turn + 1, invitation, status, 1, at, at

    def _cases(self, begun: list[datetime]) -> Iterator[Row]:
        number = 0
        for talk, at in enumerate(begun, 1):
            if talk % 5:
                continue
            number += 1
            is_open = talk > self.conversations - 5 * OPEN_CASES
            yield (
                *(f"HF-{number + 900_000:06d}", "complaint", "open" if is_open else "settled", "normal"),
                *(_customer(talk), talk, f"outlet-{talk // 5 % 8}", at + timedelta(hours=4), at),
                None if is_open else at + timedelta(hours=3),
            )


def _customer(talk: int) -> int:
    return talk * 7919 % CUSTOMERS + 1


MESSAGE = (
    *("id", "conversation_id", "direction", "kind", "text", "terms", "chat_id", "language", "understood"),
    *("intent", "confidence", "sure", "aspects", "corrected_intent", "created_at"),
)
OUTBOX = (
    *("chat_id", "action", "payload", "message_id", "invitation_id", "status", "attempts", "due_at"),
    "created_at",
)
CASE = (
    *("reference", "kind", "status", "priority", "customer_id", "conversation_id", "outlet", "due_at"),
    *("opened_at", "settled_at"),
)
# The last message of a conversation with a survey is the comment, where one was given.
COMMENTED = f"UPDATE answers SET message_id = invitation_id * {5 * ASKED} WHERE text IS NOT NULL"  # noqa: S608 - numbers
