"""A database that can be switched off."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import Database
from store.engine.database_errors import StoreUnavailable


class FlakyDatabase(Database):
    """Works while `failures` is 0; each transaction before that fails at its begin, or at its end."""

    def __init__(self, database: Database, failures: int = 0, *, at_commit: bool = False) -> None:
        super().__init__(database.engine)
        for name, value in database.told_sessions.items():
            self.inform_sessions(name, value)
        self.failures = failures
        self._at_commit = at_commit

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A transaction that fails where one is due to fail."""
        fails = self.failures > 0
        self.failures -= fails
        if fails and not self._at_commit:
            raise StoreUnavailable("switched off")
        async with super().transaction() as session:
            yield session
            if fails:
                raise StoreUnavailable("switched off")
