"""`huifang answers test`: what would be said to a question."""

import asyncio
import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from actions.answers.finding.candidates import Candidate, Finding
    from actions.answers.finding.thresholds import Thresholds

# What computes is imported when the command runs, so that other commands of the group start quickly.


@click.command("test")
@click.argument("text")
@click.option("--language", type=click.Choice(["zh", "en"]), help="[default: read from the text]")
@click.option("--outlet", help="The outlet of the customer.")
@click.option("--words", "words_only", is_flag=True, help="Find without the sentence encoders.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def try_question(
    text: str, *, language: str | None, outlet: str | None, words_only: bool, as_json: bool
) -> None:
    """Show what would be said to the question TEXT, and the nearest answers with their scores."""
    finding, nearest, thresholds = asyncio.run(_try(text, language, outlet, words_only=words_only))
    if as_json:
        content = {
            "outcome": finding.outcome.value,
            "exact": finding.is_exact,
            "candidates": [_plain(each) for each in nearest],
        }
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
        return
    same = " (the same question)" if finding.is_exact else ""
    limits = f"answer from {thresholds.answer:.2f}, lead {thresholds.margin:.2f}"
    click.echo(f"{finding.outcome.value}{same}; {limits}, offer from {thresholds.offer:.2f}")
    for each in nearest:
        click.echo(f"{each.score:.3f}\t{each.entry.key}\t{each.matched}")
    if finding.outcome == "answer" and finding.best is not None:
        wording = finding.best.entry.wording(_language(language, text)) or finding.best.entry.wordings[0]
        click.echo(f"\n{wording.answer}")


async def _try(
    text: str, language: str | None, outlet: str | None, *, words_only: bool
) -> tuple["Finding", tuple["Candidate", ...], "Thresholds"]:
    from actions.answers.loading import load_entries  # noqa: PLC0415
    from bot.cli.database_access import current_settings, open_database  # noqa: PLC0415
    from bot.timing.clock import now  # noqa: PLC0415
    from bot.wiring.answer_finder import build_answer_finder  # noqa: PLC0415

    settings, spoken = current_settings(), _language(language, text)
    async with open_database() as database, database.reading() as session:
        entries = await load_entries(session)
    finder = build_answer_finder(settings.home, settings.timezone, words_only=words_only)
    try:
        await finder.reload(entries)
        await finder.settle()
        finding = await finder.find(text, spoken, outlet, now())
        return finding, await finder.scores(text, spoken, outlet, now(), 5), finder.thresholds(spoken)
    finally:
        await finder.close()


def _language(named: str | None, text: str) -> Any:
    from actions.turn.text_language import text_language  # noqa: PLC0415
    from bot.cli.database_access import current_settings  # noqa: PLC0415
    from nlu.contract.labels import Language  # noqa: PLC0415

    return Language(named) if named else text_language(text) or current_settings().language


def _plain(candidate: "Candidate") -> dict[str, Any]:
    return {
        "key": candidate.entry.key,
        "version": candidate.entry.version,
        "score": round(candidate.score, 4),
        "language": str(candidate.language),
        "matched": candidate.matched,
    }
