"""`huifang service-ended`: report a service from the command line, as systems do by HTTP."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bot.cli.clear_errors import Failure

# Modules that need the database are imported when the command runs, so that `huifang --help` is quick.
if TYPE_CHECKING:
    from bot.api.service_bodies import ServiceEndedBody
    from bot.settings import Settings

IDS = ("telegram_id", "external_id")
CUSTOMER = (*IDS, "timezone", "phone")
Options = dict[str, str | int | None]


@click.command("service-ended")
@click.option("--source", required=True, help="The system that tells, such as a till.")
@click.option("--id", required=True, help="The service's id in that system.")
@click.option("--telegram-id", type=int, help="The customer's user id in Telegram.")
@click.option("--external-id", help="Your own id of the customer; give this or --telegram-id.")
@click.option("--timezone", help="The customer's time zone, such as Europe/Berlin, for the quiet hours.")
@click.option(
    "--phone", help="The customer's phone number, such as +8613812345678, which proves who they are."
)
@click.option("--outlet", help="Where it was.")
@click.option("--agent", help="Who served.")
@click.option("--kind", help="What kind of service it was.")
@click.option("--ended-at", help="When, such as 2026-11-23T10:00:00+08:00.  [default: now]")
@click.option("--survey", help="Which survey to ask.  [default: post_service]")
def service_ended(**options: str | int | None) -> None:
    """Report that a service has ended, and print what is decided about its survey, as JSON."""
    click.echo(asyncio.run(_tell(_read(options))))


def _read(options: Options) -> "ServiceEndedBody":
    """Check the options as the API checks a body."""
    from pydantic import ValidationError  # noqa: PLC0415

    from bot.api.service_bodies import ServiceEndedBody  # noqa: PLC0415
    from bot.timing.clock import now  # noqa: PLC0415

    given = {name: value for name, value in options.items() if value is not None}
    customer = {name: given.pop(name) for name in CUSTOMER if name in given}
    try:
        return ServiceEndedBody.model_validate({"ended_at": now().isoformat(), **given, "customer": customer})
    except ValidationError as exc:
        raise click.UsageError("\n".join(_named(each["loc"], each["msg"]) for each in exc.errors())) from exc


def _named(loc: Sequence[str | int], message: str) -> str:
    if loc == ("customer",):
        return "--telegram-id, --external-id: expected exactly one of them"
    option = str(loc[-1]).replace("_", "-")
    return f"--{option}: {message.removeprefix('Value error, ')}"


async def _tell(body: "ServiceEndedBody") -> str:
    from actions.surveys.policy.events import ServiceError  # noqa: PLC0415
    from actions.surveys.policy.services import service_ended  # noqa: PLC0415
    from bot.api.service_bodies import DecisionBody  # noqa: PLC0415
    from bot.api.start_link import start_link  # noqa: PLC0415
    from bot.cli.database_access import current_settings, open_database  # noqa: PLC0415
    from bot.timing.clock import now  # noqa: PLC0415
    from bot.wiring.data_files import settings_in_force  # noqa: PLC0415

    settings = current_settings()
    try:
        async with open_database() as database:
            house = (await settings_in_force(settings, database)).now.house
            async with database.transaction() as session:
                told = await service_ended(session, body.event(), now(), house)
    except ServiceError as exc:
        raise Failure(str(exc)) from exc
    link = start_link(await bot_name(settings), told.start_token) if told.start_token else None
    return DecisionBody.of(told, link).model_dump_json()


async def bot_name(settings: "Settings") -> str | None:
    """Return the bot's name, from Telegram or from the sandbox; None if neither answers."""
    from bot.telegram.connection import connected  # noqa: PLC0415
    from bot.telegram.send_errors import NotNow, TokenRefused  # noqa: PLC0415
    from bot.wiring.children import LOOPBACK  # noqa: PLC0415
    from bot.wiring.plan import SANDBOX_TOKEN  # noqa: PLC0415

    token, api, proxy = SANDBOX_TOKEN, f"http://{LOOPBACK}:{settings.sandbox_port}", None
    if settings.telegram_token is not None:
        token, api = settings.telegram_token.get_secret_value(), settings.telegram_api
        proxy = settings.proxy_to_telegram
    try:
        async with connected(token, api, proxy) as bot:
            return (await bot.identify()).username
    except (NotNow, TokenRefused) as exc:
        click.echo(f"huifang: no start link, since the bot's name is not known: {exc}", err=True)
        return None
