"""Jinja for the pages: everything is escaped, and a name that a page does not know is an error."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.console.web.invisible_characters import in_table, in_transcript

TEMPLATES = Path(__file__).parents[1] / "templates"


def build_environment() -> Environment:
    """The environment for the templates beside this module."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["in_table"] = in_table
    environment.filters["in_transcript"] = in_transcript
    return environment
