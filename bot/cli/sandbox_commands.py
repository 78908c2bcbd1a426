"""`huifang sandbox`: a stand-in for Telegram on this machine, and replays through it."""

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from bot.cli.clear_errors import Failure

SANDBOX = "http://127.0.0.1:9000"
ANY_TOKEN = "by default, any of the right form"  # noqa: S105 - a sentence of the help


class DatabaseIntents:
    """The recognised intents, from the database of the settings: `replay_report.RecognisedIntents`.

    A replay may also be run against a bot that is not Huifang: where the database cannot be read, that is
    said, and the table of the replay has one column, "-".
    """

    async def by_customer(self, telegram_ids: Sequence[int]) -> Mapping[int, str]:
        """Return the intent of each customer's first text; customers without one are missing."""
        # Imported here, so that `huifang --help` is quick.
        from bot.cli.database_access import open_database  # noqa: PLC0415
        from bot.settings import SettingsError  # noqa: PLC0415
        from store.engine.database_errors import StoreError  # noqa: PLC0415
        from store.models.address import Address  # noqa: PLC0415
        from store.queries.quality.replay_intents import first_intents  # noqa: PLC0415

        try:
            async with open_database(upgraded=False) as database, database.reading() as session:
                found = await first_intents(session, [Address(each) for each in telegram_ids])
            return {account.number: intent for account, intent in found.items()}
        except (SettingsError, StoreError) as exc:
            click.echo(f"huifang: the recognised intents are not known: {exc}", err=True)
            return {}


@click.group(invoke_without_command=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=9000, show_default=True, type=click.IntRange(0, 65535), help="0: any free one."
)
@click.option(
    "--rates",
    type=click.Choice(["telegram", "off"]),
    default="telegram",
    show_default=True,
    help="How often the bot may send.",
)
@click.option("--token", help=f"Accept only this bot token; {ANY_TOKEN}.")
@click.option("--watch-stdin", is_flag=True, help="Stop when standard input ends, as a child should.")
@click.pass_context
def sandbox(
    ctx: click.Context, *, host: str, port: int, rates: str, token: str | None, watch_stdin: bool
) -> None:
    """Start a local stand-in for Telegram, with a chat page to talk to the bot as a customer."""
    if ctx.invoked_subcommand is not None:
        return
    # Imported here, so that `huifang --help` is quick.
    from bot.sandbox import terminal  # noqa: PLC0415

    settings = terminal.WorldSettings(token=token, rates=terminal.RATES[rates])
    try:
        asyncio.run(terminal.serve(settings, host, port, click.echo, watch_stdin=watch_stdin))
    except (terminal.BadToken, terminal.CannotServe) as exc:
        raise Failure(str(exc)) from exc


@sandbox.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--rate", type=click.FloatRange(min=0, min_open=True), help="Messages a second, in spite of late replies."
)
@click.option("--sandbox", "url", envvar="HUIFANG_TELEGRAM_API", default=SANDBOX, show_default=True)
@click.option("--patience", type=click.FloatRange(min=0), default=60.0, show_default=True, help="Seconds.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def replay(file: Path, *, rate: float | None, url: str, patience: float, as_json: bool) -> None:
    """Send each line's text as another customer, while the bot runs, and count the replies.

    FILE is JSON Lines: `text`, and perhaps `id`, `intent`, `lang` (zh or en). Without --rate up to 30
    messages are on their way at once. A message without reply after --patience is lost; exit code 1 if any.
    """
    # Imported here, so that `huifang --help` is quick.
    from bot.sandbox import terminal  # noqa: PLC0415

    pace = terminal.ReplayPace(rate=rate, patience=patience)
    try:
        found = asyncio.run(terminal.replay(file, url, pace, DatabaseIntents(), _progress))
    except (terminal.BadReplayFile, terminal.SandboxError) as exc:
        raise Failure(str(exc)) from exc
    click.echo(json.dumps(found.as_json(), ensure_ascii=False) if as_json else found.as_text())
    if found.lost:
        sys.exit(1)


def _progress(sent: int, answered: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{sent} sent, {answered} answered ", nl=False, err=True)
