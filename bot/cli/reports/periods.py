"""The options of commands for a period and a time zone."""

from datetime import date
from zoneinfo import ZoneInfo

import click

from bot.setting_values import read_zone
from store.reports.period import Period


def _read_day(context: click.Context, option: click.Parameter, value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError as exc:
        raise click.BadParameter("expected a day such as 2026-11-23") from exc


def _read_zone(context: click.Context, option: click.Parameter, value: str | None) -> ZoneInfo | None:
    try:
        return None if value is None else read_zone(value)
    except ValueError as exc:
        raise click.BadParameter(str(exc)) from exc


first_day = click.option("--from", "first", callback=_read_day, help="The first day, such as 2026-11-01.")
last_day = click.option("--to", "last", callback=_read_day, help="The last day, which is included.")
zone_option = click.option("--zone", callback=_read_zone, help="The time zone of days and times.")


def read_period(first: date | None, last: date | None) -> Period:
    """Return the period from one day to the other.

    Raises:
        click.UsageError: the last day is before the first.
    """
    try:
        return Period(first, last)
    except ValueError as exc:
        raise click.UsageError(f"--from, --to: {exc}") from exc
