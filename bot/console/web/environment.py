"""Jinja for the pages: everything is escaped, and an unknown name is an error."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from actions.turn.chinese_form import ChineseForm, in_form
from bot.console.web.invisible_characters import in_table, in_transcript
from bot.console.web.tongue import tongue

TEMPLATES = Path(__file__).parents[1] / "templates"


def build_environment() -> Environment:
    """Return the environment of the templates."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["chinese_forms"] = tuple(ChineseForm)
    environment.filters["in_form"] = in_form
    environment.filters["in_table"] = in_table
    environment.filters["in_transcript"] = in_transcript
    environment.filters["tongue"] = tongue
    return environment
