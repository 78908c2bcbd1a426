"""`huifang nlu`: train, measure and try the understanding. The work is done in the Rasa environment."""

import asyncio
import json
import os
from dataclasses import asdict
from pathlib import Path

import click

from bot.cli.clear_errors import Failure
from bot.cli.learn_commands import learn, list_models, restore
from bot.cli.rasa_environment import command, environment, exec_module, run_module
from bot.data_folder import data_folder
from bot.wiring.data_files import ROOT
from nlu.client import NluClient
from nlu.contract.errors import NluError
from nlu.contract.understanding import Understanding
from nlu.training.model_registry import usable

AUTHORED = ROOT / "data" / "nlu"
_READ = click.Path(exists=True, dir_okay=False, resolve_path=True)
_WRITTEN = click.Path(dir_okay=False, resolve_path=True)
_FOLDER = click.Path(file_okay=False, resolve_path=True)

_MODEL = click.option("--model", type=_READ, help="The current one if not given.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_OUT = click.option("--out", type=_WRITTEN, help="Write the table into this document.")


@click.group(invoke_without_command=True)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=5005, show_default=True, help="0: any free one."
)
@_MODEL
@click.pass_context
def nlu(ctx: click.Context, *, port: int, model: str | None) -> None:
    """Serve the understanding on loopback; the commands below train, measure and try it."""
    if ctx.invoked_subcommand is None:
        exec_module("nlu.serve", "--port", str(port), *_given("--model", model))


@nlu.command()
@click.option("--config", type=_READ, default=ROOT / "config.yml", show_default="config.yml")
@click.option("--data", type=_FOLDER, default=AUTHORED, show_default="data/nlu")
@click.option("--out", type=_FOLDER, default=ROOT / "models", show_default="models")
@click.option("--if-missing", is_flag=True, help="Do nothing if this version has trained a model.")
def train(config: str, data: str, out: str, *, if_missing: bool) -> None:
    """Train a model on the authored messages, and on those that staff have labelled (see `learn`)."""
    if if_missing and usable(Path(out), ROOT):
        return
    learned = _given(
        "--learned", str(data_folder(os.environ) / "learned") if Path(data) == AUTHORED else None
    )
    run_module("nlu.train", "--config", config, "--data", data, "--out", out, *learned)


@nlu.command()
@click.argument("file", type=_READ)
@_MODEL
@_JSON
@click.option("--predictions", type=_WRITTEN, help="Write one prediction a line.")
@click.option("--plots", type=_FOLDER, help="Write SVG pictures into this folder.")
def evaluate(
    file: str, model: str | None, *, as_json: bool, predictions: str | None, plots: str | None
) -> None:
    """Measure a model on the labelled messages of a JSON-lines FILE."""
    written = [*_given("--predictions", predictions), *_given("--plots", plots)]
    run_module("nlu.evaluate", file, *_given("--model", model), *written, *_flag("--json", given=as_json))


@nlu.command()
@click.argument("text")
def parse(text: str) -> None:
    """Print what TEXT means, from the server at HUIFANG_NLU_URL or from the current model.

    The first line has the intent, its confidence, and whether it is sure; JSON with the rest follows.

    \f

    Raises:
        Failure: there is no answer that can be trusted.
    """
    url = os.environ.get("HUIFANG_NLU_URL")
    try:
        understood = asyncio.run(_ask(url, text) if url else _ask_child(text))
    except NluError as exc:
        raise Failure(str(exc)) from exc
    ranking = [{"name": str(intent), "confidence": round(share, 4)} for intent, share in understood.ranking]
    sure = "sure" if understood.sure else "not sure"
    click.echo(f"{understood.intent} {understood.confidence:.3f} {sure}")
    attributes = {
        "urgent": understood.urgent,
        "aspects": [str(aspect) for aspect in understood.aspects],
        "mixed": understood.mixed and asdict(understood.mixed),
    }
    rest = {"model": understood.model, "ranking": ranking, **attributes}
    click.echo(json.dumps(rest, ensure_ascii=False, indent=2))


@nlu.command()
@_JSON
def data(*, as_json: bool) -> None:
    """Report how varied the authored messages are."""
    run_module("nlu.diversity", *_flag("--json", given=as_json))


@nlu.command()
@click.argument("files", type=_READ, nargs=-1)
@_MODEL
@click.option(
    "--parses", type=click.IntRange(1), default=100_000, show_default=True, help="To watch memory over."
)
@click.option("--train", "training", is_flag=True, help="Train a model and measure it.")
@_OUT
def measure(
    files: tuple[str, ...], model: str | None, parses: int, out: str | None, *, training: bool
) -> None:
    """Measure speed, memory and, on labelled FILES, the quality of a model behind HTTP."""
    chosen = [*_given("--model", model), *_flag("--train", given=training), *_given("--out", out)]
    run_module("nlu.measure", *files, "--parses", str(parses), *chosen)


@nlu.command()
@click.argument("files", type=_READ, nargs=-1, required=True)
@_OUT
def ablate(files: tuple[str, ...], out: str | None) -> None:
    """Train without each step of the pipeline in turn and measure on labelled FILES."""
    run_module("nlu.measure", *files, "--each-step", *_given("--out", out))


@nlu.command()
@click.argument("files", type=_READ, nargs=-1, required=True)
@click.option("--messages", type=click.IntRange(500), help="Train on this many, drawn at random.")
@_OUT
def compare(files: tuple[str, ...], messages: int | None, out: str | None) -> None:
    """Train and measure this pipeline and Rasa's default one in the same run, on labelled FILES."""
    chosen = [*_given("--messages", messages), *_given("--out", out)]
    run_module("nlu.measure", *files, *chosen, "--configs", "config.yml", "config.diet.yml")


def _given(option: str, value: object) -> list[str]:
    return [] if value is None else [option, str(value)]


def _flag(option: str, *, given: bool) -> list[str]:
    return [option] if given else []


async def _ask(url: str, text: str) -> Understanding:
    async with NluClient(url, timeout=10.0) as client:
        return await client.parse(text)


async def _ask_child(text: str) -> Understanding:
    """Start a server for this one text; it ends with its standard input."""
    child = await asyncio.create_subprocess_exec(
        *command("nlu.serve", "--port", "0", "--watch-stdin"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    )
    try:
        first = await child.stdout.readline() if child.stdout else b""
        if not first.startswith(b"ready "):
            raise Failure("the model could not be loaded")
        return await _ask(first.split()[-1].decode(), text)
    finally:
        if child.stdin:
            child.stdin.close()
        await child.wait()


for _command in (learn, list_models, restore):
    nlu.add_command(_command)
