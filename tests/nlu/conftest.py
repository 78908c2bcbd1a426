"""The Rasa environment for tests: a process to call functions in, a small trained model, a server of it."""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(os.environ.get("HUIFANG_NLU_PYTHON", ROOT / ".venv-nlu" / "bin" / "python"))
QUIET = {
    "PYTHONWARNINGS": "ignore",
    "PYTHONPATH": str(ROOT),
    "PATH": os.environ["PATH"],
    "HOME": os.environ["HOME"],
}
EXAMPLES = {
    "inquiry": [
        "什么时候到",
        "可以改签吗",
        "怎么开发票",
        "when do you open",
        "can I change my seat",
        "how much is it",
    ],
    "complaint": [
        "太难吃了",
        "等了两小时",
        "服务态度差",
        "this is awful",
        "worst hotel ever",
        "my bag is lost again",
    ],
    "praise": ["很好吃", "服务很周到", "非常满意", "great crew", "lovely room", "fast and friendly"],
    "greet": ["你好", "在吗", "早上好", "hello", "hi there", "good morning"],
}


class Call(Protocol):
    """Calls `module:function` with plain arguments on the Rasa side; a failure there is an AssertionError."""

    def __call__(self, function: str, *arguments: object) -> Any: ...


@pytest.fixture(scope="session")
def rasa() -> Iterator[Call]:
    """A way to call functions in the Rasa environment."""
    child = subprocess.Popen(
        [PYTHON, "-W", "ignore", "-m", "tests.nlu.rasa_side"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=QUIET,
    )
    assert child.stdin
    assert child.stdout
    to_child, from_child = child.stdin, child.stdout

    def call(function: str, *arguments: object) -> Any:
        to_child.write(json.dumps({"call": function, "arguments": arguments}) + "\n")
        to_child.flush()
        answer = json.loads(from_child.readline())
        assert "error" not in answer, answer["error"]
        return answer["result"]

    yield call
    to_child.close()
    child.wait(timeout=30)
    from_child.close()


def run_rasa_side(arguments: Sequence[str | Path], folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Runs Python in the Rasa environment to its end."""
    return subprocess.run(
        [PYTHON, *arguments], cwd=folder, env=QUIET, capture_output=True, text=True, check=False, timeout=240
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one component, one configuration and one file of messages."""
    project = tmp_path / "project"
    (project / "nlu" / "components").mkdir(parents=True)
    (project / "data").mkdir()
    (project / "nlu" / "components" / "step.py").write_text("one", encoding="utf-8")
    (project / "config.yml").write_text("pipeline: []", encoding="utf-8")
    (project / "data" / "praise.zh.yml").write_text("nlu: []", encoding="utf-8")
    return project


@dataclass(frozen=True)
class Training:
    """A training of a handful of messages: where they are, what it said, and the model that it left."""

    data: Path
    ended: subprocess.CompletedProcess[str]
    model: Path


@pytest.fixture(scope="session")
def training(tmp_path_factory: pytest.TempPathFactory) -> Training:
    """A training of this pipeline."""
    folder = tmp_path_factory.mktemp("trained")
    data = folder / "data"
    data.mkdir()
    for intent, texts in EXAMPLES.items():
        lines = "".join(f"    - {text}\n" for text in texts)
        content = f'version: "3.1"\nnlu:\n- intent: {intent}\n  examples: |\n{lines}'
        (data / f"{intent}.zh.yml").write_text(content, encoding="utf-8")
    ended = run_rasa_side(
        [
            *("-m", "nlu.train", "--config", ROOT / "config.yml", "--data", data),
            *("--attributes", folder / "attributes", "--out", folder / "models"),
        ]
    )
    assert ended.returncode == 0, ended.stderr
    (model,) = (folder / "models").glob("*.tar.gz")
    return Training(data, ended, model)


@pytest.fixture(scope="session")
def small_model(training: Training) -> Path:
    """A sealed model of this pipeline, trained on a handful of messages."""
    return training.model


@pytest.fixture(scope="session")
def nlu_url(small_model: Path) -> Iterator[str]:
    """The address of a server of the small model; it ends because its standard input ends."""
    child = subprocess.Popen(
        [PYTHON, "-m", "nlu.serve", "--model", small_model, "--port", "0", "--watch-stdin"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=QUIET,
    )
    assert child.stdin
    assert child.stdout
    first = child.stdout.readline().split()
    assert first[:1] == ["ready"]
    yield first[-1]
    child.stdin.close()
    assert child.wait(timeout=30) == 0
    child.stdout.close()
