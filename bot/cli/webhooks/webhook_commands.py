"""`huifang webhooks`: systems and robots of groups that receive events."""

import asyncio
from collections.abc import Awaitable, Callable

import click
from sqlalchemy.ext.asyncio import AsyncSession

from actions.webhooks import webhook_targets
from actions.webhooks.target_kinds import shown_address
from bot.cli.clear_errors import Failure
from bot.cli.database_access import open_database
from bot.timing.clock import now
from store.models.queues import SystemEventKind, TargetKind
from store.queries.not_found import NotFound
from store.queries.system.webhook_log import list_targets

Act = Callable[[AsyncSession], Awaitable[object]]
KINDS = [kind.value for kind in webhook_targets.CHOOSABLE]


@click.group()
def webhooks() -> None:
    """Post events to other systems, signed after Standard Webhooks, to robots of groups, or by mail."""


@webhooks.command("list")
def list_webhooks() -> None:
    """List the targets: number, kind, address, state, events that wait, kinds of events, and outlets."""
    for line in asyncio.run(_list()):
        click.echo(line)


@webhooks.command()
@click.argument("url")
@click.option(
    "--event",
    "events",
    multiple=True,
    type=click.Choice(KINDS),
    help="A kind of event.  [default: all]",
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in TargetKind]),
    help="What the address leads to.  [default: read from the address]",
)
@click.option("--outlet", "outlets", multiple=True, help="Events of this outlet alone.  [default: all]")
@click.option("--secret", default="", help="The secret of a DingTalk or Feishu robot that checks signatures.")
@click.option("--words", is_flag=True, help="Send customers' words too, and not only numbers.")
def add(
    url: str,
    *,
    events: tuple[str, ...],
    kind: str | None,
    outlets: tuple[str, ...],
    secret: str,
    words: bool,
) -> None:
    """Post events to URL: to a system, which checks them with the secret that is printed, or to a robot.

    Other addresses are those of apprise, such as mailtos://user:password@example.com?to=lee@example.com.
    """

    async def act(session: AsyncSession) -> str | None:
        wanted = [SystemEventKind(event) for event in events] or webhook_targets.CHOOSABLE
        _, signing = await webhook_targets.add_target(
            session,
            url,
            wanted,
            now(),
            kind=TargetKind(kind) if kind else None,
            secret=secret,
            outlets=outlets,
            has_words=words,
        )
        return signing

    try:
        signing = asyncio.run(_run(act))
    except webhook_targets.UnfitUrl as exc:
        raise click.UsageError(
            "expected an address that begins with https://, http:// or a service of Apprise such as mailtos://;"
            " services of this machine, such as syslog://, cannot be used"
        ) from exc
    if signing:
        click.echo(signing)
        click.echo("Keep it now: it is not shown again.", err=True)
    else:
        click.echo("It is added; `huifang webhooks test` sends a message.")


@webhooks.command()
@click.argument("number", type=int)
def test(number: int) -> None:
    """Queue a test event for the target NUMBER."""
    _act(lambda session: webhook_targets.queue_test(session, number, now()))
    click.echo("Queued: a running worker sends it. `huifang webhooks list` and the console show the state.")


@webhooks.command()
@click.argument("number", type=int)
def enable(number: int) -> None:
    """Post to the target NUMBER again, and try at once."""
    _act(lambda session: webhook_targets.enable_target(session, number, now()))
    click.echo(f"Webhook {number} is enabled.")


@webhooks.command()
@click.argument("delivery", type=int)
def replay(delivery: int) -> None:
    """Post the event of a DELIVERY again, under the same id; the console shows the numbers."""
    _act(lambda session: webhook_targets.replay(session, delivery, now()))
    click.echo("Queued again.")


@webhooks.command()
@click.argument("number", type=int)
def remove(number: int) -> None:
    """Forget the target NUMBER with its log."""
    _act(lambda session: webhook_targets.remove_target(session, number, now()))
    click.echo(f"Webhook {number} is removed.")


async def _list() -> list[str]:
    async with open_database() as database, database.reading() as session:
        lines = await list_targets(session)
    return [
        "\t".join(
            [
                str(line.target.id),
                line.target.kind.value,
                shown_address(line.target.kind, line.target.url),
                _state(line.target.disabled_at, line.target.failing_since),
                str(line.waiting),
                ", ".join(line.target.events.split()),
                ", ".join(line.target.outlets),
            ]
        )
        for line in lines
    ]


def _state(disabled_at: object, failing_since: object) -> str:
    if disabled_at is not None:
        return "disabled"
    return "works" if failing_since is None else "fails"


def _act(act: Act) -> None:
    try:
        asyncio.run(_run(act))
    except NotFound as exc:
        raise Failure("there is no such number; see `huifang webhooks list` and the console") from exc


async def _run(act: Act) -> object:
    async with open_database() as database, database.transaction() as session:
        return await act(session)
