"""`huifang answers`: what the business knows, and customers are told at once."""

import asyncio
from pathlib import Path
from typing import IO

import click

from bot.cli.answer_evaluation import evaluate, train
from bot.cli.answer_trial import try_question

# Modules that need the database or definitions are imported when a command runs, so that `huifang --help` is
# quick.

STARTERS = ("shop", "hotel", "parcels")  # files in data/answers/


@click.group()
def answers() -> None:
    """Import, export, list and try the answers that the bot gives."""


answers.add_command(evaluate)
answers.add_command(try_question)
answers.add_command(train)


@answers.command("import")
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option(
    "--starter", type=click.Choice(STARTERS), help="The set that Huifang brings for such a business."
)
@click.option("--whole", is_flag=True, help="Retire the answers that are not among them.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
def import_answers(path: Path | None, *, starter: str | None, whole: bool, dry_run: bool) -> None:
    """Publish the answers of a YAML file, a ZIP, or all YAML files in a folder, within seconds.

    Files that answers send lie in the folder `files` beside the YAML file, or are kept from before.

    All of them or none: mistakes are named with file and line. An answer is known by its key; importing the
    same file again changes nothing, and importing another text makes a new version.
    """
    from bot.wiring.data_files import DATA  # noqa: PLC0415

    if (path is None) == (starter is None):
        raise click.UsageError("name a file, a folder or a starter set: --starter shop")
    source = path or DATA / "answers" / f"{starter}.yml"
    for line in asyncio.run(_import(source, whole=whole, dry_run=dry_run)):
        click.echo(line)


@answers.command()
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With a name that ends in .zip, the files of the answers too. [default: standard output]",
)
@click.option("--outlet", help="Only those of this outlet.")
def export(output: Path | None, outlet: str | None) -> None:
    """Write the published answers as YAML, as `huifang answers import` reads them."""
    from bot.cli.output_target import target  # noqa: PLC0415

    is_zip = output is not None and output.suffix.lower() == ".zip"
    with target(output) as file:
        left_out = asyncio.run(_export(file, outlet, is_zip=is_zip))
    if left_out:
        click.echo(f"without {left_out} files: export to a name that ends in .zip to have them", err=True)


@answers.command("list")
@click.option("--all", "is_all", is_flag=True, help="Also retired ones.")
def list_answers(*, is_all: bool) -> None:
    """List the answers: key, state, version, outlet, languages, first question."""
    for line in asyncio.run(_list(is_all=is_all)):
        click.echo(line)


async def _import(source: Path, *, whole: bool, dry_run: bool) -> list[str]:
    from actions.answers.answer_package import read_package  # noqa: PLC0415
    from actions.answers.answer_refusals import FilesMissing, QuestionTaken  # noqa: PLC0415
    from actions.answers.drafting import AnswerChange  # noqa: PLC0415
    from actions.answers.file_keeping import keep_file  # noqa: PLC0415
    from actions.answers.importing import import_answers, plan_import  # noqa: PLC0415
    from actions.settings.yaml_files import DataError  # noqa: PLC0415
    from bot.cli.database_access import open_database  # noqa: PLC0415
    from bot.timing.clock import now  # noqa: PLC0415

    package = read_package(source)
    documents = package.documents
    change = AnswerChange("system", now(), f"import of {source.name}")
    try:
        async with open_database() as database:
            if dry_run:
                async with database.reading() as session:
                    plan = await plan_import(session, documents, whole=whole, brought=package.checksums)
            else:
                async with database.transaction() as session:
                    for file in package.files:
                        await keep_file(session, file, change.at)
                    plan = await import_answers(session, documents, change, whole=whole)
    except QuestionTaken as exc:
        raise DataError([f"{source}: {clash}" for clash in exc.clashes]) from exc
    except FilesMissing as exc:
        raise DataError([f"{source}: {missing}" for missing in exc.files]) from exc
    named = (("added", plan.added), ("changed", plan.changed), ("retired", plan.retired))
    lines = [f"{name}\t{key}" for name, keys in named for key in keys]
    return [*lines, f"{plan}{'; nothing was written' if dry_run else ''}"]


async def _export(target: IO[bytes], outlet: str | None, *, is_zip: bool) -> int:
    """Write the export, and return how many files it leaves out."""
    from actions.answers.answer_files import written  # noqa: PLC0415
    from actions.answers.answer_package import write_package  # noqa: PLC0415
    from actions.answers.document import read_content  # noqa: PLC0415
    from bot.cli.database_access import open_database  # noqa: PLC0415
    from store.queries.answers.published_versions import published_versions  # noqa: PLC0415

    async with open_database() as database, database.reading() as session:
        versions = await published_versions(session)
        every = {version.key: read_content(version.content) for version in versions}
        documents = {key: each for key, each in every.items() if outlet in (None, each.outlet)}
        if is_zip:
            await write_package(session, target, documents)
            return 0
    target.write(written(documents).encode())
    return len({file.sha256 for document in documents.values() for file in document.files})


async def _list(*, is_all: bool) -> list[str]:
    from actions.answers.answer_standing import AnswerStanding, standing_of  # noqa: PLC0415
    from actions.answers.document import read_content  # noqa: PLC0415
    from bot.cli.database_access import current_settings, open_database  # noqa: PLC0415
    from bot.timing.clock import now  # noqa: PLC0415
    from store.queries.answers.entry_states import entry_states  # noqa: PLC0415

    today = now().astimezone(current_settings().timezone).date()
    async with open_database() as database, database.reading() as session:
        states = await entry_states(session)
    lines = []
    for key, state in states.items():
        standing = standing_of(state, today)
        if not state.newest or (standing is AnswerStanding.RETIRED and not is_all):
            continue
        document = read_content(state.newest)
        version = f"version {state.published_version or state.draft_number}"
        languages = ", ".join(document.wordings)
        _, question = next(document.questions())
        lines.append(
            "\t".join((key, standing, version, document.outlet or "everywhere", languages, question))
        )
    return lines
