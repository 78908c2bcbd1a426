"""What stays the same from request to request."""

from dataclasses import dataclass

from jinja2 import Environment

from bot.console.deps import ConsoleDeps
from bot.console.environment import build_environment
from bot.console.files import files_version


@dataclass(frozen=True, slots=True)
class Site:
    """What the console was given, its templates, and the version of its files."""

    deps: ConsoleDeps
    environment: Environment
    files_version: str

    @classmethod
    def of(cls, deps: ConsoleDeps) -> "Site":
        """Read templates and files once."""
        return cls(deps, build_environment(), files_version())
