"""`huifang doctor`: looks at settings, files, machine, database, model, Telegram and proxy."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path

import click
from sqlalchemy import make_url

from actions.settings.yaml_files import DataError
from bot.cli.doctor.database_check import check_database
from bot.cli.doctor.diagnosis import CheckResult, Health, fine, must_act, wrong
from bot.cli.doctor.files_check import check_files_store
from bot.cli.doctor.machine_checks import check_disk, check_files, check_memory
from bot.cli.doctor.model_check import check_model, check_nlu_server
from bot.cli.doctor.proxy_check import check_proxy
from bot.cli.doctor.telegram_check import check_clock, check_telegram
from bot.data_folder import settings_file
from bot.process.memory import memory_limit
from bot.settings import Settings, SettingsError, load_settings
from bot.timing.clock import now
from bot.wiring.children import rasa_python
from bot.wiring.data_files import ROOT, read_data_files
from bot.wiring.storage.object_storage import build_objects


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--models",
    type=click.Path(path_type=Path),
    default=ROOT / "models",
    help="Where models lie.",
    hidden=True,
)
def doctor(models: Path, *, as_json: bool) -> None:
    """Check this installation, and say what to do. Nothing is changed, and no message is sent.

    The exit code is 1 if something has to be done.
    """
    results = asyncio.run(_all(models))
    if as_json:
        plain = {"must_act": must_act(results), "checks": [asdict(result) for result in results]}
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        for result in results:
            click.echo(result.as_text())
        click.echo(f"\n{_summary(sum(result.health is Health.WRONG for result in results))}")
    if must_act(results):
        sys.exit(1)


def _summary(wrong_things: int) -> str:
    if not wrong_things:
        return "Nothing has to be done."
    return "1 thing has to be done." if wrong_things == 1 else f"{wrong_things} things have to be done."


async def _all(models: Path) -> list[CheckResult]:
    try:
        settings = load_settings(os.environ)
        read_data_files(settings)
    except (SettingsError, DataError) as exc:
        advice = f"correct the environment or {settings_file(os.environ)}; docs/settings.md lists all"
        return [wrong("settings", problem, advice) for problem in exc.problems]
    return [result async for result in _of(settings, models)]


async def _of(settings: Settings, models: Path) -> AsyncIterator[CheckResult]:
    yield fine("settings", "all are understood")
    url = make_url(settings.database_url)
    file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
    for result in check_files(settings.home, file):
        yield result
    yield check_disk(settings.home)
    yield check_memory(memory_limit())
    yield await check_clock(settings, now())
    async for result in check_database(settings.database_url, has_bucket=settings.files is not None):
        yield result
    if settings.files is not None and (objects := build_objects(settings)) is not None:
        async for result in check_files_store(objects, settings.files.endpoint):
            yield result
    if settings.nlu_url is None:
        yield check_model(models, ROOT, rasa_python())
    else:
        yield await check_nlu_server(settings.nlu_url)
    async for result in check_telegram(settings):
        yield result
    async for result in check_proxy(settings):
        yield result
