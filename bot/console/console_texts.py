"""The texts of the pages. The required keys are read from the templates."""

from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path

from jinja2 import Environment, nodes

from actions.answers.answer_faults import AnswerFault
from actions.answers.answer_standing import AnswerStanding
from actions.answers.finding.candidates import FindingOutcome
from actions.casework.filing.wake_times import SnoozeSpan
from actions.customers.customer_table import ImportProblem
from actions.documents.document_files import REQUIRED
from actions.documents.setup_steps import SetupStep, StepStanding
from actions.settings.text_files import Wording, load_wording
from actions.staff.api_keys import KeyScope
from actions.staffroom.room.room_rights import RoomLack
from actions.turn.chinese_form import ChineseForm
from bot.console.answers.answer_fields import AnswerField
from bot.console.answers.answer_problems import AnswerProblem
from bot.console.cases.case_filter import AssigneeFilter, CaseView
from bot.console.conversations.list_filter import ScoreFilter
from bot.console.documents.bot_words import PARTS
from bot.console.documents.form_descriptions import all_label_keys
from bot.console.exports.list_files import ALL_COLUMNS
from bot.console.exports.report_files import FILE_WORDS, text_key
from bot.console.exports.score_files import HEADS
from bot.console.surveys.control_page import CONTROL_LINES
from bot.console.surveys.overview_figures import HEADLINES, RECOVERY
from bot.console.surveys.question_results import FIGURES
from bot.console.system.alarm_list import ALARM_KINDS
from bot.console.system.audit_log import GROUPS
from bot.console.system.audit_names import ACTIONS, ACTORS, DETAILS, SUBJECTS
from bot.console.web.environment import build_environment
from bot.console.web.guard import REFUSALS
from bot.console.web.navigation import SECTIONS, SectionGroup
from bot.console.web.notices import Notice
from nlu.contract.labels import Aspect, Intent, Language
from store.models.cases import CaseKind, CaseStatus, CaseStep, Priority
from store.models.conversations import MessageKind
from store.models.customers import Proof
from store.models.occasions import Occasion
from store.models.question_kinds import KINDS
from store.models.queues import DeliveryStatus, OutboxStatus, SystemEventKind, TargetKind
from store.models.reviews import CorrectiveStatus, CorrectiveStepKind, Mark, ReviewQueue, SampledBy
from store.models.staff import Role
from store.models.surveys import InvitationStatus, Reason
from store.models.training_runs import LearningKind, LearningStatus
from store.models.version_columns import VersionState
from store.queries.conversations.conditions import CaseCondition, HandOver, Reviewed
from store.queries.quality.themes import ThemeSource
from store.queries.surveys.responses import Step
from store.reports.late_answers import Split
from store.reports.score_sheet import ScoreBy, ScoredBy
from store.reports.skips import DIVIDED
from store.reports.statistics.control_chart import SignalRule
from store.reports.sums.measures import Measure
from store.reports.weekly_charts import Charted

ANSWER_FAMILIES: Mapping[type[Enum], str] = {
    AnswerFault: "answer_faults",
    AnswerField: "answer_fields",
    AnswerProblem: "answer_problems",
    AnswerStanding: "answer_standings",
    FindingOutcome: "finding_outcomes",
    ChineseForm: "chinese_forms",
    VersionState: "version_states",
    SetupStep: "first_step_names",
    StepStanding: "step_standings",
}
SYSTEM_FAMILIES: Mapping[type[Enum], str] = {
    SystemEventKind: "event_kinds",
    DeliveryStatus: "delivery_statuses",
    TargetKind: "target_kinds",
    ImportProblem: "import_problems",
}
DESK_FAMILIES: Mapping[type[Enum], str] = {
    Aspect: "aspects",
    CaseCondition: "case_filters",
    CaseStep: "case_steps",
    HandOver: "handover_filters",
    KeyScope: "key_scopes",
    Notice: "notices",
    Proof: "proofs",
    Reviewed: "review_filters",
    RoomLack: "room_lacks",
    ScoreFilter: "score_filters",
    ScoredBy: "score_parts",
    SnoozeSpan: "snooze_spans",
    CaseView: "case_views",
    AssigneeFilter: "assignees",
}


# Closed sets of which every member has a name.
FAMILIES: Mapping[type[Enum], str] = {
    Intent: "intents",
    Language: "languages",
    CaseKind: "case_kinds",
    CaseStatus: "case_statuses",
    Priority: "priorities",
    MessageKind: "message_kinds",
    OutboxStatus: "sending",
    InvitationStatus: "invitations",
    Occasion: "occasions",
    SignalRule: "signal_rules",
    Reason: "reasons",
    Step: "response_steps",
    ThemeSource: "theme_sources",
    ReviewQueue: "queues",
    LearningKind: "learning_kinds",
    LearningStatus: "learning_statuses",
    SampledBy: "sampled_by",
    Mark: "marks",
    CorrectiveStatus: "corrective_statuses",
    CorrectiveStepKind: "corrective_steps",
    Role: "roles",
    **DESK_FAMILIES,
    **ANSWER_FAMILIES,
    **SYSTEM_FAMILIES,
}


# Texts that views name, and no template.
OF_VIEWS = (
    "audit.detail",
    "overview.asked_before",
    "answers.import_why",
    "answers.promised_example",
    "answers.rolled_back_to",
    "answers.variants_why",
    "first_steps.starter_why",
    *(f"first_steps.set_{name}" for name in ("shop", "hotel", "parcels")),
    "settings.example_name",
    *(f"settings.unit_{unit}" for unit in ("days", "hours", "minutes", "seconds")),
    "macros.priority",
    "macros.settles",
    "macros.waits",
    "work.reading_too",
    "work.writing_too",
)


def load_console_wording(folder: Path) -> Wording:
    """Read data/console/{zh,en}.yml and check that every text that a page needs is there.

    Raises:
        DataError: a text is missing, misspelt, or has other placeholders in one language than in another.
    """
    return load_wording(folder, sorted({*_composed(), *_named_in_templates(build_environment())}))


def name_of(member: Enum) -> str:
    """Return the key of the name of a member of a closed set.

    Raises:
        KeyError: the set has no names; a mistake in a template.
    """
    return f"{FAMILIES[type(member)]}.{member.value}"


def _composed() -> Iterator[str]:
    """Yield the keys that templates compose from parts."""
    for family in FAMILIES:
        yield from map(name_of, family)
    yield from OF_VIEWS
    for figure in FIGURES:
        yield from (f"figures.{figure}.name", f"figures.{figure}.note")
    yield from (
        f"measures.{measure}"
        for measure in (
            *HEADLINES,
            Measure.SERVPERF,
            Measure.GAP,
            Measure.SPREAD,
            *RECOVERY,
        )
    )
    yield from (f"measures.{kind.figures[0].measure}" for kind in KINDS.values() if kind.figures)
    yield from (f"late.{split}" for split in Split)
    yield from (f"control.{name}" for name in (*Charted, *CONTROL_LINES))
    yield from (f"control.goal_is_{end}" for end in ("least", "most"))
    yield from (f"score.{name}" for name in HEADS)
    yield from (f"score.by_{by}" for by in ScoreBy)
    yield from (f"columns.{name}" for name in ALL_COLUMNS)
    yield from sorted(set(map(text_key, FILE_WORDS)))
    yield from (f"unasked.by_{by}" for by in DIVIDED)
    yield from (f"queue_notes.{queue}" for queue in ReviewQueue)
    yield from (f"measure_notes.{measure}" for measure in HEADLINES)
    yield from (f"sections.{section.name}" for section in SECTIONS)
    yield from (f"section_groups.{group.value}" for group in SectionGroup)
    for status in REFUSALS:
        yield from (f"refusals.{status}.title", f"refusals.{status}.text")
    yield from (f"alarm_kinds.{kind}" for kind in ALARM_KINDS)
    yield from all_label_keys()
    yield from (f"first_step_notes.{step.value}" for step in SetupStep)
    yield from (f"setting_parts.{part}" for part in PARTS)
    for key in REQUIRED:
        yield from (f"documents.{key}.name", f"documents.{key}.about")
    yield "audit_actions.case"
    yield from (f"audit_actions.{action}" for action in ACTIONS)
    yield from (f"audit_actors.{actor}" for actor in ACTORS)
    yield from (f"audit_groups.{group.removesuffix('.')}" for group in GROUPS)
    yield from (f"audit_subjects.{subject}" for subject in SUBJECTS)
    yield from (f"audit_details.{detail}" for detail in DETAILS)


def _named_in_templates(environment: Environment) -> Iterator[str]:
    """Yield the literal keys of all calls of `t(…)`."""
    if environment.loader is None:
        return
    for template in environment.list_templates():
        source, _, _ = environment.loader.get_source(environment, template)
        for call in environment.parse(source).find_all(nodes.Call):
            is_text = isinstance(call.node, nodes.Name) and call.node.name == "t"
            if is_text and call.args and isinstance(call.args[0], nodes.Const):
                yield str(call.args[0].value)
