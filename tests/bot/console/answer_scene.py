"""Made-up answers for the pages to show: one with a draft, one that begins later, one that is retired."""

from datetime import datetime

from actions.answers.document import read_content
from actions.answers.drafting import AnswerChange, save_draft
from actions.answers.publishing import publish, retire
from store.engine.database import Database

HOURS = {
    "tags": ["hours"],
    "wordings": {
        "zh": {"question": "几点开门？", "variants": ["营业时间"], "answer": "今天 {hours_today}。"},
        "en": {
            "question": "When do you open?",
            "variants": ["What are your opening hours?"],
            "answer": "Today: {hours_today}.",
            "buttons": [{"text": "Map", "url": "https://example.com/map"}],
        },
    },
}
NEW_HOURS = {
    **HOURS,
    "wordings": {
        **HOURS["wordings"],  # type: ignore[dict-item]  # a mapping of mappings
        "en": {"question": "When do you open?", "answer": "From nine on.\nClosed on {hours_week}"},
    },
}
LATER = {"starts": "2027-01-01", "wordings": {"en": {"question": "Is there a sale?", "answer": "Yes."}}}
PARKING = {"outlet": "north", "wordings": {"zh": {"question": "能停车吗", "answer": "可以。"}}}


async def set_answers(database: Database, now: datetime) -> None:
    """Fill an empty database: answers 1 to 3."""
    change = AnswerChange("system", now, "import of shop.yml")
    async with database.transaction() as session:
        for key, content in (("hours", HOURS), ("sale", LATER), ("parking", PARKING)):
            await save_draft(session, key, read_content(content), change)
            await publish(session, key, change)
        await retire(session, "parking", change)
        await save_draft(session, "hours", read_content(NEW_HOURS), change)
