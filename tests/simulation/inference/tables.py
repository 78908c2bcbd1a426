"""The tables of coverage and false alarms, by the former methods and by the present ones."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from math import isnan

from tests.simulation.inference.agreement import kappas
from tests.simulation.inference.alarms import Alarms, changes, outlets, repeating_outlets
from tests.simulation.inference.intervals import Coverage, few_answers, repeated_answers
from tests.simulation.inference.pairs import item_differences
from tests.simulation.inference.recovery import without_effect
from tests.simulation.inference.response import unfinished_weeks
from tests.simulation.inference.scatter import spreads
from tests.simulation.inference.waves import late_and_early

Found = Iterable[Coverage | Alarms]
STUDIES: Mapping[str, Callable[[int], Found]] = {
    "Coverage of 95 % intervals, three answers a customer": repeated_answers,
    "Pages with a false difference, three answers a customer": repeating_outlets,
    "Pages with a false difference, equal outlets": outlets,
    "Coverage of 95 % intervals, few or skewed answers": few_answers,
    "Pages with a false change": changes,
    "False falls of an unfinished week": unfinished_weeks,
    "Intervals that hold the truth where a remedy has no effect": without_effect,
    "Coverage of 95 % intervals of late less early, nothing differs": late_and_early,
    "Coverage of 95 % intervals of spreads, three answers a customer": spreads,
    "Coverage of 95 % intervals of paired items, three answers a customer": item_differences,
    "Coverage of 95 % intervals of kappa": kappas,
}


def inference_tables(times: int) -> Iterator[str]:
    """Run every study so often, each in a process, and return its table line by line."""
    with ProcessPoolExecutor() as processes:
        running = {title: processes.submit(_table, study, times) for title, study in STUDIES.items()}
        for title, table in running.items():
            yield f"{title} ({times} replications)"
            yield f"{'':<46}{'before':>8}{'after':>8}"
            yield from table.result()
            yield ""


def _table(study: Callable[[int], Found], times: int) -> list[str]:
    return [f"{found.what:<46}{_share(found.before):>8}{_share(found.after):>8}" for found in study(times)]


def _share(value: float) -> str:
    return "–" if isnan(value) else f"{value:.1%}"
