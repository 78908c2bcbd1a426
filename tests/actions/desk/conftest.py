"""What is kept of a talk at the front desk."""

from sqlalchemy import select

from store.engine.database import Database
from store.models.conversations import Direction, Message


async def messages(database: Database, direction: Direction = Direction.IN) -> list[Message]:
    async with database.reading() as session:
        found = await session.scalars(
            select(Message).where(Message.direction == direction).order_by(Message.id)
        )
        return list(found)
