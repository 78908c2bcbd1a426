"""`huifang settings`: what the business has set up, as files."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.clear_errors import Failure

if TYPE_CHECKING:
    from actions.documents.document_import import SettingsPlan

# Modules that need the database or definitions are imported when a command runs, so that `huifang --help` is
# quick.

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def settings() -> None:
    """Export, import and compare what managers set up in the browser: texts, hours, rules, surveys."""


@settings.command("list")
def list_settings() -> None:
    """List every setting with where it comes from: file, browser or environment."""
    for line in asyncio.run(_list()):
        click.echo(line)


@settings.command()
@click.argument("to", type=_FOLDER)
def export(to: Path) -> None:
    """Write the settings that are in force into the folder TO, one YAML file each, as data/ has them."""
    from actions.documents.document_files import file_of  # noqa: PLC0415

    texts = asyncio.run(_in_force())
    for key, text in texts.items():
        file = to / file_of(key)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    click.echo(f"{len(texts)} files written to {to}")


@settings.command("import")
@click.argument("source", metavar="FROM", type=_FOLDER)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
def import_settings(source: Path, *, dry_run: bool) -> None:
    """Publish the YAML files of the folder FROM, in force within seconds in all processes.

    All of them or none: mistakes are named with file and line. Files that are not there change nothing. A
    text that is the same as that of the file in data/ puts this file in force again.
    """
    plan = asyncio.run(_import(source, dry_run=dry_run))
    for key in plan.changed:
        click.echo(f"changed\t{key}")
    for key in plan.restored:
        click.echo(f"as in data/\t{key}")
    click.echo(f"{len(plan.keys)} changed{'; nothing was written' if dry_run else ''}")


@settings.command()
@click.argument("source", metavar="[FROM]", type=_FOLDER, required=False)
def diff(source: Path | None) -> None:
    """Show what is in force otherwise than in data/; with FROM, otherwise than in that folder."""
    for line in asyncio.run(_diff(source)):
        click.echo(line)


async def _in_force() -> Mapping[str, str]:
    from actions.documents.document_files import read_documents  # noqa: PLC0415
    from actions.documents.document_import import texts_in_force  # noqa: PLC0415
    from bot.cli.database_access import open_database  # noqa: PLC0415
    from bot.wiring.data_files import DATA  # noqa: PLC0415
    from store.queries.documents.document_states import published_texts  # noqa: PLC0415

    async with open_database() as database, database.reading() as session:
        return texts_in_force(read_documents(DATA), await published_texts(session))


async def _import(source: Path, *, dry_run: bool) -> "SettingsPlan":
    from actions.documents.document_changes import SettingChange  # noqa: PLC0415
    from actions.documents.document_files import read_present_documents  # noqa: PLC0415
    from actions.documents.document_import import import_settings, plan_settings_import  # noqa: PLC0415
    from actions.documents.document_refusals import SettingsRefused  # noqa: PLC0415
    from bot.cli.database_access import current_settings, open_database  # noqa: PLC0415
    from bot.timing.clock import now  # noqa: PLC0415
    from bot.wiring.data_files import read_settings  # noqa: PLC0415
    from store.models.setting_versions import SettingEdition  # noqa: PLC0415
    from store.queries.documents.document_states import published_texts  # noqa: PLC0415
    from store.queries.edition import current_edition  # noqa: PLC0415

    texts, in_force = read_present_documents(source), read_settings(current_settings())
    change = SettingChange("system", now(), f"import of {source.name}")
    async with open_database() as database:
        async with database.reading() as session:
            edition = await current_edition(session, SettingEdition)
            published = await published_texts(session)
        plan = plan_settings_import(in_force.files, published, texts)
        in_force.check_named(plan.published_after(published), texts)
        if dry_run:
            return plan
        try:
            async with database.transaction() as session:
                await import_settings(session, plan, edition, change)
        except SettingsRefused as exc:
            raise Failure("other settings were published meanwhile; try again") from exc
    return plan


async def _diff(source: Path | None) -> list[str]:
    from actions.documents.document_files import read_documents, read_present_documents  # noqa: PLC0415
    from actions.documents.document_import import text_changes  # noqa: PLC0415
    from bot.wiring.data_files import DATA  # noqa: PLC0415

    texts = await _in_force()
    others = read_documents(DATA) if source is None else read_present_documents(source)
    named = ("data" if source is None else source.name, "in force")
    compared = texts if source is None else others
    return [
        line
        for key in compared
        for line in text_changes(key, others[key].text if key in others else "", texts.get(key, ""), named)
    ]


async def _list() -> list[str]:
    from actions.documents.document_files import read_documents  # noqa: PLC0415
    from bot.cli.database_access import current_settings, open_database  # noqa: PLC0415
    from bot.wiring.data_files import DATA  # noqa: PLC0415
    from bot.wiring.setting_sources import installation_sources  # noqa: PLC0415
    from store.queries.documents.document_states import document_states  # noqa: PLC0415

    async with open_database() as database, database.reading() as session:
        states = await document_states(session)
    lines = []
    for key in sorted({*read_documents(DATA), *(key for key, state in states.items() if state.published)}):
        published = states[key].published if key in states else None
        lines.append(f"{key}\tbrowser\tversion {published.number}" if published else f"{key}\tfile")
    sources = installation_sources(current_settings())
    return [*lines, *(f"{each.name}\t{each.source}\t{each.value}" for each in sources)]
