"""The peer's model: Rasa's default pipeline and rules, trained once on a sample of Huifang's messages."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import yaml

from bot.wiring.children import rasa_python
from bot.wiring.data_files import ROOT
from nlu.training.authored import read_messages

EPOCHS = 3
MESSAGES = 3_000
LONGEST = 900.0
HERE = Path(__file__).parent
CACHE = ROOT / "var" / "peer"


def trained_model() -> Path:
    """Return the model file; training it, if there is none for this pipeline, takes some minutes."""
    config = _config()
    kept = CACHE / hashlib.sha256(f"{json.dumps(config)}{MESSAGES}".encode()).hexdigest()[:12] / "peer.tar.gz"
    if not kept.is_file():
        print(f"training the peer: {MESSAGES} messages, {EPOCHS} epochs", flush=True)
        _train(config, kept)
    return kept


def _config() -> dict[str, object]:
    """Return config.diet.yml with rules and fewer epochs, which change what it knows but not its speed."""
    config: dict[str, object] = yaml.safe_load((ROOT / "config.diet.yml").read_text(encoding="utf-8"))
    pipeline = config["pipeline"]
    assert isinstance(pipeline, list)
    for step in pipeline:
        if step["name"] == "DIETClassifier":
            step["epochs"] = EPOCHS
    return {**config, "policies": [{"name": "RulePolicy"}]}


def _train(config: dict[str, object], kept: Path) -> None:
    folder = kept.parent
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    (folder / "nlu.yml").write_text(_sample(), encoding="utf-8")
    arguments = [str(rasa_python()), "-W", "ignore", "-m", "rasa", "train", "--config", "config.yml"]
    arguments += ["--domain", str(HERE / "domain.yml"), "--data", "nlu.yml", str(HERE / "rules.yml")]
    arguments += ["--out", "trained", "--fixed-model-name", kept.name.removesuffix(".tar.gz")]
    subprocess.run(arguments, cwd=folder, check=True, capture_output=True, timeout=LONGEST)  # noqa: S603 - our own files
    shutil.move(folder / "trained" / kept.name, kept)


def _sample() -> str:
    """Return a share of the authored messages in Rasa's format."""
    messages = list(read_messages(ROOT / "data" / "nlu"))
    by_intent: dict[str, list[str]] = {}
    for one in messages[:: max(1, len(messages) // MESSAGES)]:
        by_intent.setdefault(one.intent, []).append(" ".join(one.text.split()))
    nlu = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
        for intent, texts in by_intent.items()
    ]
    return yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True)
