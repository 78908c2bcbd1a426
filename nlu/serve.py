"""Serves a trained model on loopback: `python -m nlu.serve`, in the Rasa environment."""

import argparse
import asyncio
import gc
import ipaddress
import os
import signal
import sys
from pathlib import Path

# One message at a time is parsed in one thread: more BLAS threads only wait for each other, and the variable
# must be set before NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from aiohttp import web

from nlu.quiet import hush, log_without_words
from nlu.serving.model import NluModel
from nlu.serving.model_switch import watch
from nlu.serving.server import ParseEndpoints
from nlu.training.checksum import ROOT, SealError
from nlu.training.model_registry import chosen, current


def main() -> int:
    """Load the model and serve it until a signal or, if asked, the end of standard input."""
    options = _options().parse_args()
    hush()
    log_without_words()
    try:
        known = chosen(options.models)
        model = NluModel.open(options.model or current(options.models, ROOT))
        gc.freeze()  # a model in use is no garbage, so the collector need not search it
        asyncio.run(_serve(model, known, options))
    except (SealError, OSError) as exc:
        print(f"the NLU server cannot start: {exc}", file=sys.stderr)
        return 1
    return 0


async def _serve(model: NluModel, known: str, options: argparse.Namespace) -> None:
    endpoints = ParseEndpoints(model)
    runner = web.AppRunner(endpoints.application(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, options.host, options.port)
    await site.start()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if options.watch_stdin:
        # The parent holds the other end: when it dies for any reason, the pipe ends and so does this process.
        loop.add_reader(sys.stdin.fileno(), _stop_at_end, stop)
    bound = runner.addresses[0]
    print(f"ready {model.identity} http://{bound[0]}:{bound[1]}", flush=True)
    watching = asyncio.create_task(
        watch(options.models, known, NluModel.open, endpoints) if options.model is None else stop.wait()
    )
    await stop.wait()
    watching.cancel()
    await runner.cleanup()


def _stop_at_end(stop: asyncio.Event) -> None:
    if not os.read(sys.stdin.fileno(), 4096):
        stop.set()


def _loopback(host: str) -> str:
    if not ipaddress.ip_address(host).is_loopback:
        raise argparse.ArgumentTypeError(f"{host} is not a loopback address")
    return host


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlu.serve", description=__doc__)
    parser.add_argument(
        "--model", type=Path, help="a model file; by default the current one, and any that is chosen later"
    )
    parser.add_argument("--models", type=Path, default=Path("models"), help="where models lie")
    parser.add_argument("--host", type=_loopback, default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5005, help="0 lets the system choose")
    parser.add_argument("--watch-stdin", action="store_true", help="stop when standard input ends")
    return parser


if __name__ == "__main__":
    sys.exit(main())
