"""`huifang run`, and the commands that start one role alone."""

from collections.abc import Callable

import click
import uvloop

from bot.cli.clear_errors import Failure
from bot.cli.database_access import current_settings
from bot.cli.rasa_environment import run_module
from bot.settings import Settings
from bot.wiring.application import run as run_plan
from bot.wiring.children import rasa_python
from bot.wiring.data_files import ROOT
from bot.wiring.logs import set_up_logs
from bot.wiring.plan import CannotStart, Plan, plan_everything, plan_telegram, plan_web, plan_worker
from nlu.training.model_registry import usable


@click.command()
def run() -> None:
    """Start everything on this machine. Without a bot token, the sandbox takes Telegram's place."""
    _start(plan_everything)


@click.command()
def telegram() -> None:
    """Start only the intake from Telegram."""
    _start(plan_telegram)


@click.command()
def web() -> None:
    """Start only the staff console and the API."""
    _start(plan_web)


@click.command()
def worker() -> None:
    """Start only a worker: it acts on what came in, sends, and asks surveys."""
    _start(plan_worker)


def _start(make: Callable[[Settings], Plan]) -> None:
    set_up_logs()
    try:
        plan = make(current_settings())
        if plan.nlu_port is not None:
            _require_model()
        uvloop.run(run_plan(plan, click.echo))
    except CannotStart as exc:
        raise Failure(str(exc)) from exc


def _require_model() -> None:
    """Train a model if there is none of this version of Huifang."""
    if not rasa_python().is_file():
        raise Failure("Rasa's environment is missing: make it with `make setup`, or set HUIFANG_NLU_URL")
    if usable(ROOT / "models", ROOT) is not None:
        return
    click.echo("There is no model of this version yet: training one.")
    run_module("nlu.train")
