"""Checks of the understanding: Rasa's environment and a model, or the server that is named."""

from pathlib import Path

from bot.cli.doctor.diagnosis import CheckResult, fine, wrong
from nlu.client import NluClient
from nlu.training.checksum import SealError, verify
from nlu.training.model_registry import usable


def check_model(models: Path, root: Path, python: Path) -> CheckResult:
    """Return whether this machine can serve a model."""
    if not python.is_file():
        return wrong("model", f"Rasa's environment is missing at {python}", "make setup")
    found = usable(models, root)
    if found is None:
        return wrong("model", f"no model of this version in {models}", "huifang nlu train")
    try:
        verify(found, root)
    except SealError as exc:
        return wrong("model", str(exc), "huifang nlu train, or huifang nlu restore")
    return fine("model", found.name)


async def check_nlu_server(url: str) -> CheckResult:
    """Return whether the NLU server at this address answers."""
    async with NluClient(url) as client:
        if await client.ready():
            return fine("model", f"the NLU server at {url} answers")
    return wrong("model", f"no NLU server answers at {url}", "start it, or correct HUIFANG_NLU_URL")
