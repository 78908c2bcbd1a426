"""A report as charts: SVG images of the figures in its tables."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.cli.clear_errors import Failure
from bot.cli.output_target import target
from bot.console.charts.drawing import WIDE, Drawing
from bot.console.charts.funnel_chart import funnel
from bot.console.charts.standings_chart import standings
from bot.console.charts.trend_chart import trend
from store.reports.report import Report
from store.reports.statistics.figures import Figure
from store.reports.sums.grouping import By
from store.reports.sums.measures import Measure, Subject

# The measures with a fixed scale.
DRAWN = (
    *(Measure.RESPONSE_RATE, Measure.CSAT, Measure.NPS, Measure.CES_SHARE, Measure.YES),
    Measure.GAP_WEIGHTED,
)
OF_DIMENSIONS = (Measure.SERVPERF, Measure.GAP)


def charts(report: Report) -> Iterator[tuple[str, Drawing]]:
    """Yield each chart with its name: the funnel, the groups by every measure, the dimensions of surveys."""
    yield "funnel", funnel([*report.funnels[None].steps().items()], "funnel", WIDE)
    order = {each.subject: [standing.group for standing in each.standings] for each in report.comparisons}
    for subject, figures in _grouped(report).items():
        names = sorted(figures, key=order[subject].index) if subject in order else list(figures)
        groups = [(name, figures[name]) for name in names]
        draw = trend if report.asked.by is By.WEEK else standings
        yield _name(subject), draw(subject.measure, groups, _name(subject, " "), WIDE)
    for (measure, survey), dimensions in _dimensions(report).items():
        yield f"{measure}-{survey}", standings(measure, dimensions, f"{measure} {survey}", WIDE)


def write_charts(report: Report, folder: Path) -> int:
    """Write all charts into a folder, which is created if needed; return how many.

    Raises:
        Failure: the folder cannot be made, or a file not be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise Failure(f"{folder} cannot be made: {exc.strerror or exc}") from exc
    drawn = dict(charts(report))
    for name, drawing in drawn.items():
        with target(folder / f"{name}.svg") as file:
            file.write(drawing.content)
    return len(drawn)


def _grouped(report: Report) -> Mapping[Subject, Mapping[str, Figure]]:
    """Return the figures of groups, by subject."""
    found: defaultdict[Subject, dict[str, Figure]] = defaultdict(dict)
    for line in report.lines:
        if line.group is not None and line.subject.measure in DRAWN:
            found[line.subject][line.group] = line.figure
    return found


def _dimensions(report: Report) -> Mapping[tuple[Measure, str], list[tuple[str, Figure]]]:
    """Return the dimensions of each survey, of all groups together."""
    found: defaultdict[tuple[Measure, str], list[tuple[str, Figure]]] = defaultdict(list)
    for line in report.lines:
        subject = line.subject
        if line.group is None and subject.measure in OF_DIMENSIONS and subject.survey and subject.dimension:
            found[(subject.measure, subject.survey)].append((subject.dimension, line.figure))
    return found


def _name(subject: Subject, between: str = "-") -> str:
    about = (subject.measure.value, subject.question, subject.survey)
    return between.join(each for each in about if each)
