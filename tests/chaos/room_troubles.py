"""What happens to a staff room while it is used: topics go, floods, rights and the group's id change."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.server.fault_plan import Fault, FaultKind
from bot.sandbox.server.forum import RIGHTS
from tests.chaos.progress import Progress
from tests.chaos.room_script import Trouble

FLOOD = 5.0  # seconds that Telegram asks to wait
WITHOUT_RIGHTS = 5.0
TOPIC_DEEDS = {Trouble.DELETED: "delete", Trouble.CLOSED: "close"}
FLOODED = {Trouble.FLOOD: "sendmessage", Trouble.TOPIC_FLOOD: "createforumtopic"}


@dataclass
class RoomTroubles:
    """The group with its ids, oldest first, and what happened to it.

    `deleted` are topics that are gone. Who writes in the group holds `writing`, so that its id stays.
    """

    telegram: SandboxClient
    progress: Progress
    groups: list[int] = field(default_factory=list)
    deleted: set[int] = field(default_factory=set)
    happened: Counter[Trouble] = field(default_factory=Counter)
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def group(self) -> int:
        """The id of the group by now, or 0 before there is one."""
        return self.groups[-1] if self.groups else 0

    async def befall(self, trouble: Trouble, topic: int | None) -> None:
        """Let it happen to the group, or to this topic if there is one."""
        if trouble in TOPIC_DEEDS and (topic is None or topic in self.deleted):
            return
        self.happened[trouble] += 1
        if trouble is Trouble.RIGHTS:
            await self._stand([])
            await asyncio.sleep(WITHOUT_RIGHTS)
            await self._stand(sorted(RIGHTS))
            return
        async with self.writing:
            if trouble in FLOODED:
                kind, method = FaultKind.TOO_MANY_REQUESTS, FLOODED[trouble]
                await self.telegram.fault(Fault(kind, method, self.group, seconds=FLOOD))
            elif trouble is Trouble.MIGRATED:
                moved = await self.telegram.ask("POST", f"/groups/{self.group}/migrate")
                self.groups.append(moved["id"])
                self.progress.sent.extend(moved["update_ids"])
            else:
                await self._change_topic(TOPIC_DEEDS[trouble], topic)

    async def _change_topic(self, deed: str, topic: int | None) -> None:
        changed = await self.telegram.ask("POST", f"/groups/{self.group}/topics/{topic}/{deed}")
        if changed["update_id"] is None and topic is not None:
            self.deleted.add(topic)
        else:
            self.progress.sent.append(changed["update_id"])

    async def _stand(self, rights: list[str]) -> None:
        async with self.writing:
            standing = {"status": "administrator", "rights": rights}
            changed = await self.telegram.ask("PUT", f"/groups/{self.group}/standing", standing)
            self.progress.sent.append(changed["update_id"])
