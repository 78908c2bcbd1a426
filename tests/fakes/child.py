"""A child process that is none."""

from dataclasses import dataclass


@dataclass(slots=True)
class ScriptedChild:
    """A child that answers while it is told to, and has another number each time it is ended."""

    pid: int | None = 1
    is_there: bool = True
    ended: int = 0

    async def answers(self) -> bool:
        return self.is_there

    async def end(self) -> None:
        self.ended += 1
        self.pid = 1 + self.ended
