"""The guides for operators, in both languages."""

import re
from pathlib import Path

import click
import pytest

from bot.cli import GROUPS, huifang
from bot.settings import READ_ELSEWHERE, SECRETS, Settings

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDES = ("operating.md", "operating.zh.md")
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:^|[`\s/])huifang ([a-z][a-z-]+)(?: ([a-z][a-z-]+))?")
MOST_COMMANDS = 15


def text_of(guide: str) -> str:
    return (DOCS / guide).read_text(encoding="utf-8")


def test_both_languages_have_the_same_commands_and_tables() -> None:
    english, chinese = map(text_of, GUIDES)
    assert BLOCK.findall(english) == BLOCK.findall(chinese)
    assert [text.count("\n## ") for text in (english, chinese)] == [16, 16]
    assert english.count("\n|") == chinese.count("\n|")


@pytest.mark.parametrize("number", [0, 1])
def test_installation_takes_few_commands(number: int) -> None:
    lines = BLOCK.findall(text_of(GUIDES[0]))[number].splitlines()
    assert lines[0] == "apt-get update"
    assert lines[-1].endswith(("huifang doctor", "huifang doctor'"))
    assert len(lines) <= MOST_COMMANDS


@pytest.mark.parametrize("guide", GUIDES)
def test_commands_and_settings_that_are_named_exist(guide: str) -> None:
    text = text_of(guide)
    context = click.Context(huifang)
    named = {(name, below) for name, below in COMMAND.findall(text) if name in GROUPS}
    groups = {name: huifang.get_command(context, name) for name, _ in named}
    unknown = [
        (name, below)
        for name, below in named
        if below
        and isinstance(group := groups[name], click.Group)
        and group.get_command(context, below) is None
    ]
    assert unknown == []
    assert {"backup", "db", "doctor", "restore", "staff"} <= {name for name, _ in named}
    known = {f"HUIFANG_{name.upper()}" for name in Settings.model_fields} | {*READ_ELSEWHERE}
    known |= {f"HUIFANG_{name.upper()}_FILE" for name in SECRETS}
    assert {*re.findall(r"HUIFANG_[A-Z0-9_]+", text)} - known == set()
