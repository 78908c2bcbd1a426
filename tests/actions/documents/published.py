"""Settings of tests: those that Huifang ships, and texts that differ from them."""

from datetime import UTC, datetime, time, timedelta
from functools import cache

from sqlalchemy.ext.asyncio import AsyncSession

from actions.documents.business_settings import Installation
from actions.documents.document_changes import SettingChange, put_in_force, save_draft
from actions.documents.document_files import Documents, read_documents
from actions.documents.settings_in_force import SettingsInForce
from nlu.contract.labels import Language
from store.models.setting_versions import SettingEdition
from store.queries.edition import current_edition
from tests.house import DATA, ZONE

CHANGE = SettingChange("staff:1", datetime(2026, 11, 23, 4, 0, tzinfo=UTC), "summer")
INSTALLATION = Installation(ZONE, Language.ZH, timedelta(hours=1), (time(21), time(9)))


@cache
def files() -> Documents:
    """The documents that Huifang ships."""
    return read_documents(DATA)


def fresh() -> SettingsInForce:
    """What a process begins with."""
    return SettingsInForce(files(), INSTALLATION)


def rules(hours: float) -> str:
    """Rules that promise the first answer within so many hours."""
    return files()["rules"].text.replace("first_reply_hours: 4", f"first_reply_hours: {hours}")


def line_of(document: str, words: str) -> int:
    """Return in which line of a shipped document these words stand first."""
    lines = files()[document].text.split("\n")
    return next(number for number, line in enumerate(lines, 1) if words in line)


async def publish(session: AsyncSession, document: str, text: str) -> int:
    """Publish a text without a check, as another release might have done."""
    number = await save_draft(session, document, text, CHANGE)
    await put_in_force(session, {document: number}, await current_edition(session, SettingEdition), CHANGE)
    return number
