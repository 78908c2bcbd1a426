"""The names of what the audit log holds: actions, who did them, and what they concern.

The log keeps short codes, which programs read. A code without a name is shown as it is.
"""

from collections.abc import Mapping
from enum import Enum

from actions.documents.document_files import REQUIRED, is_survey
from actions.documents.setup_steps import SetupStep
from bot.console.web.visit import Visit
from nlu.contract.labels import Intent
from store.models.cases import CaseStep
from store.models.customers import Proof
from store.models.staff import Role

# Steps of a case are named as in its history.
ACTIONS = (
    "alarm.given_back",
    "alarm.owned",
    "answer.draft_discarded",
    "answer.drafted",
    "answer.published",
    "answer.retired",
    "check.drawn",
    "check.read",
    "conversation.handed_back",
    "conversation.taken_over",
    "corrective.assigned",
    "corrective.closed",
    "corrective.done",
    "corrective.moved",
    "corrective.reopened",
    "customer.attribute_removed",
    "customer.attribute_set",
    "customer.blocked",
    "customer.bound",
    "customer.erased",
    "customer.exported",
    "customer.marked_test",
    "customer.unblocked",
    "customer.unbound",
    "customer.unmarked_test",
    "customers.imported",
    "export.cases",
    "export.conversations",
    "export.messages",
    "export.report",
    "export.responses",
    "export.score_sheet",
    "intent.corrected",
    "intent.correction_withdrawn",
    "key.issued",
    "key.revoked",
    "look.case",
    "look.cases",
    "look.conversation",
    "look.conversations",
    "look.customers",
    "look.file",
    "message.deleted",
    "message.edited",
    "model.learning_asked",
    "model.try_asked",
    "model.restore_asked",
    "note.written",
    "retention.erased",
    "settings.draft_discarded",
    "settings.drafted",
    "settings.file_restored",
    "settings.published",
    "settings.step_resumed",
    "settings.step_skipped",
    "room.member_tied",
    "room.member_untied",
    "room.tied",
    "room.untied",
    "staff.added",
    "staff.away",
    "staff.back",
    "staff.confirmation_failed",
    "staff.disabled",
    "staff.duty_chosen",
    "staff.logged_in",
    "staff.logged_out",
    "staff.login_failed",
    "staff.password_changed",
    "staff.role_changed",
    "staff.totp_begun",
    "staff.totp_ended",
    "survey.asked",
    "tap.refused",
    "webhook.added",
    "webhook.changed",
    "webhook.enabled",
    "webhook.removed",
    "webhook.replayed",
    "webhook.secret_changed",
    "webhook.tested",
)
# What an entry concerns, before its number or name.
SUBJECTS = (
    "alarm",
    "answer",
    "case",
    "check",
    "conversation",
    "corrective",
    "customer",
    "key",
    "learning",
    "message",
    "reading",
    "room",
    "service",
    "settings",
    "staff",
    "webhook",
)
ACTORS = ("system", "stranger")
# What is kept with an entry.
DETAILS = (
    "address",
    "after",
    "answers_shown",
    "before",
    "cases",
    "changed",
    "comments",
    "conversations",
    "due_at",
    "filter",
    "form",
    "messages",
    "model",
    "person",
    "phones",
    "proof",
    "role",
    "scopes",
    "sends",
    "services",
    "sources",
    "staff",
    "surveys",
    "unknown",
    "updates",
    "version",
)
PEOPLE = ("person", "staff")  # details that are the number of a member of staff
# Codes that have a name of their own, by the action or the detail that holds them.
VALUES: Mapping[str, type[Enum]] = {"staff": Role, "intent": Intent, "proof": Proof}


def action_name(visit: Visit, action: str) -> str:
    """Return the name of an action."""
    group, _, step = action.partition(".")
    if group == "case" and step in set(CaseStep):
        return visit.text("audit_actions.case", step=visit.text(f"case_steps.{step}"))
    return visit.text(f"audit_actions.{action}") if action in ACTIONS else action


def actor_name(visit: Visit, actor: str) -> str:
    """Return the name of who acted: a member of staff by name, others by what they are."""
    return visit.text(f"audit_actors.{actor}") if actor in ACTORS else subject_name(visit, actor)


def subject_name(visit: Visit, subject: str) -> str:
    """Return what an entry concerns, such as "Customer 7"."""
    kind, has_number, number = subject.partition(":")
    if not has_number or kind not in SUBJECTS:
        return subject
    name = document_name(visit, number) if kind == "settings" else number
    return visit.text(f"audit_subjects.{kind}", number=name)


def document_name(visit: Visit, key: str) -> str:
    """Return the name of settings, or of a first step; the key where it is unknown."""
    if key in REQUIRED:
        return visit.text(f"documents.{key}.name")
    if is_survey(key):
        return visit.text("settings.survey", name=key.partition(".")[2])
    return visit.name_of(SetupStep(key)) if key in {*SetupStep} else key


def detail_text(visit: Visit, action: str, detail: Mapping[str, object]) -> str:
    """Return what is kept with an entry, such as "role: Agent"; a detail without a name as it is."""
    named = (
        (visit.text(f"audit_details.{name}") if name in DETAILS else name, _value(visit, action, name, value))
        for name, value in detail.items()
    )
    return " · ".join(visit.text("audit.detail", name=name, value=value) for name, value in named)


def _value(visit: Visit, action: str, name: str, value: object) -> str:
    """Return a value, by its name where it is one of a closed set."""
    codes = VALUES.get(name, VALUES.get(action.partition(".")[0]))
    match value:
        case None:
            return "–"
        case int() if name in PEOPLE:
            return visit.text("audit_subjects.staff", number=value)
        case str() if codes and value in {each.value for each in codes}:
            return visit.name_of(codes(value))
        case list():
            return " ".join(map(str, value))
        case _:
            return str(value)
