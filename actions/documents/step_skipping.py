"""Leaving out a first step, and taking it up again."""

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from actions.documents.document_changes import SettingChange
from actions.documents.setup_steps import SetupStep
from store.engine.row_insert import insert_or_ignore
from store.models.setting_versions import SkippedStep


async def skip_step(session: AsyncSession, step: SetupStep, change: SettingChange) -> None:
    """Note that a step need not be done."""
    row = insert_or_ignore(session, SkippedStep, "step").values(
        step=step.value, skipped_by=change.actor, skipped_at=change.at
    )
    await session.execute(row)
    session.add(change.audit("settings.step_skipped", step.value))


async def resume_step(session: AsyncSession, step: SetupStep, change: SettingChange) -> None:
    """Note that a step is to be done after all."""
    await session.execute(delete(SkippedStep).where(SkippedStep.step == step.value))
    session.add(change.audit("settings.step_resumed", step.value))
