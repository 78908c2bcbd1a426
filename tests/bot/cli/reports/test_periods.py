"""Days and zones that are typed as options."""

from datetime import date

import click
import pytest
from click.testing import CliRunner, Result

from bot.cli.reports.periods import first_day, last_day, read_period, zone_option
from store.reports.period import Period


@click.command()
@first_day
@last_day
@zone_option
def shown(first: date | None, last: date | None, zone: object) -> None:
    """Print what was read."""
    period = read_period(first, last)
    click.echo(f"{period.first} {period.last} {zone}")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(shown, arguments)


def test_period_without_options_is_open() -> None:
    assert run().stdout == "None None None\n"


def test_days_and_zone_are_read() -> None:
    told = run("--from", "2026-11-01", "--to", "2026-11-30", "--zone", "Asia/Shanghai")
    assert told.stdout == "2026-11-01 2026-11-30 Asia/Shanghai\n"


def test_one_day_is_a_period() -> None:
    day = date(2026, 11, 23)
    assert read_period(day, day) == Period(day, day)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--from", "23.11.2026"), "'--from': expected a day such as 2026-11-23"),
        (("--to", "2026-02-30"), "'--to': expected a day such as 2026-11-23"),
        (("--to", ""), "'--to': expected a day such as 2026-11-23"),
        (("--zone", "Mars"), "'--zone': expected an IANA time zone such as Asia/Shanghai"),
        (("--from", "2026-11-02", "--to", "2026-11-01"), "the last day comes before the first"),
        (("--from", "1999-12-31"), "expected days from 2000-01-01 to 2099-12-31"),
    ],
)
def test_mistakes_are_named_with_their_option(arguments: tuple[str, ...], complaint: str) -> None:
    told = run(*arguments)
    assert (told.exit_code, told.stderr.rstrip().endswith(complaint)) == (2, True)
