"""`huifang nlu`, the application's side of it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.clear_errors import Failure
from bot.cli.nlu_commands import nlu
from nlu.training.checksum import ModelOrigin, seal

ROOT = Path(__file__).resolve().parents[3]
MESSAGES = '{"id": "a", "lang": "zh", "intent": "praise", "text": "非常满意"}\n'


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A file with one labelled message."""
    path = tmp_path / "sample.jsonl"
    path.write_text(MESSAGES, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["train", "evaluate", "parse", "data", "measure", "ablate", "compare"])
def test_every_command_explains_itself(command: str) -> None:
    shown = CliRunner().invoke(nlu, [command, "--help"])
    assert (shown.exit_code, shown.output.startswith("Usage:")) == (0, True)


def test_evaluate_without_a_file_is_a_usage_error() -> None:
    assert CliRunner().invoke(nlu, ["evaluate", "nowhere.jsonl"]).exit_code == 2


@pytest.mark.parametrize("arguments", [["train"], ["data"], ["parse", "hm"]])
def test_a_missing_rasa_environment_is_said_clearly(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str]
) -> None:
    monkeypatch.delenv("HUIFANG_NLU_URL", raising=False)
    monkeypatch.setenv("HUIFANG_NLU_PYTHON", str(tmp_path / "python"))
    error = CliRunner().invoke(nlu, arguments).exception
    assert (type(error), "make run" in str(error)) == (Failure, True)


def test_parse_says_that_the_named_server_is_away(monkeypatch: pytest.MonkeyPatch, unused_port: int) -> None:
    monkeypatch.setenv("HUIFANG_NLU_URL", f"http://127.0.0.1:{unused_port}")
    error = CliRunner().invoke(nlu, ["parse", "hm"]).exception
    assert (type(error), "unavailable" in str(error)) == (Failure, True)


def test_train_if_missing_leaves_a_model_of_this_version_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "m.tar.gz").write_bytes(b"weights")
    seal(tmp_path / "m.tar.gz", ModelOrigin.of(ROOT, ROOT / "config.yml", ROOT / "data" / "nlu"))
    monkeypatch.setenv("HUIFANG_NLU_PYTHON", str(tmp_path / "python"))
    ended = CliRunner().invoke(nlu, ["train", "--if-missing", "--out", str(tmp_path)])
    assert (ended.exit_code, ended.exception) == (0, None)


def test_train_if_missing_trains_where_the_model_is_of_another_version(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "m.tar.gz").write_bytes(b"weights")
    seal(tmp_path / "m.tar.gz", ModelOrigin(code="other"))
    monkeypatch.setenv("HUIFANG_NLU_PYTHON", str(tmp_path / "python"))
    error = CliRunner().invoke(nlu, ["train", "--if-missing", "--out", str(tmp_path)]).exception
    assert isinstance(error, Failure)  # it went on to train, and there is no environment to do it in


@pytest.mark.rasa
def test_evaluate_gives_json_predictions_and_pictures(
    small_model: Path, sample: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out, plots = tmp_path / "out.jsonl", tmp_path / "plots"
    options = ["--model", str(small_model), "--predictions", str(out), "--plots", str(plots), "--json"]
    ended = CliRunner().invoke(nlu, ["evaluate", str(sample), *options])
    (line,) = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    figures = json.loads(capfd.readouterr().out)["groups"]["zh"]
    assert (
        ended.exit_code,
        line["id"],
        line["intent"],
        figures["macro_f1"],
        sorted(p.name for p in plots.iterdir()),
    ) == (
        0,
        "a",
        "praise",
        1.0,
        ["confusion-all.svg", "confusion-zh.svg", "reliability.svg"],
    )


@pytest.mark.rasa
def test_evaluate_names_the_line_that_it_cannot_read(
    small_model: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text(MESSAGES + "{\n", encoding="utf-8")
    ended = CliRunner().invoke(nlu, ["evaluate", str(path), "--model", str(small_model)])
    assert (ended.exit_code, "odd.jsonl:2" in capfd.readouterr().err) == (1, True)


@pytest.mark.rasa
def test_parse_asks_the_named_server(monkeypatch: pytest.MonkeyPatch, nlu_url: str) -> None:
    monkeypatch.setenv("HUIFANG_NLU_URL", nlu_url)
    shown = CliRunner().invoke(nlu, ["parse", "非常满意"])
    first, rest = shown.output.split("\n", 1)
    read = json.loads(rest)
    assert (first.split()[0], read["ranking"][0]["name"]) == ("praise", "praise")
    assert (read["urgent"], read["aspects"], read["mixed"]) == (False, [], None)
