"""What a check of the installation has found, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How a part of the installation is; `WRONG` needs something to be done."""

    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One thing that was looked at; `advice` says what to do unless all is fine."""

    check: str
    health: Health
    found: str
    advice: str = ""

    def as_text(self) -> str:
        """Return one or two lines."""
        line = f"{self.health.value:<6}{self.check:<13}{self.found}"
        return f"{line}\n{'':<19}→ {self.advice}" if self.advice else line


def fine(check: str, found: str) -> CheckResult:
    """Return that all is well."""
    return CheckResult(check, Health.FINE, found)


def note(check: str, found: str, advice: str = "") -> CheckResult:
    """Return what should be known, and may stay as it is."""
    return CheckResult(check, Health.NOTE, found, advice)


def wrong(check: str, found: str, advice: str) -> CheckResult:
    """Return what has to be mended."""
    return CheckResult(check, Health.WRONG, found, advice)


def must_act(results: Iterable[CheckResult]) -> bool:
    """Return whether something has to be done."""
    return any(result.health is Health.WRONG for result in results)
