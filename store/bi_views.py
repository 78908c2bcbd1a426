"""Views with stable names for programs that read the database, such as BI tools.

A column that is here stays, with its name and meaning; new ones come at the end, so that PostgreSQL can
replace the view and keeps who may read it. No view has words, names or phone numbers of customers; `is_test`
marks rows that are in no figure. `docs/bi-views.md` describes each column.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, MetaData, event

from store.engine.columns import Base

VIEWS: Mapping[str, str] = {
    "bi_customers": """
SELECT customers.id AS customer_id, customers.is_test AS is_test, customers.created_at AS created_at,
    customers.language AS language, customers.timezone AS timezone,
    customers.external_id IS NOT NULL AS has_number, customers.opted_out_at AS opted_out_at,
    customers.unreachable_at AS unreachable_at, customers.blocked_at AS blocked_at
FROM customers
""",
    "bi_conversations": """
SELECT conversations.id AS conversation_id, conversations.customer_id AS customer_id,
    customers.is_test AS is_test, conversations.started_at AS started_at,
    conversations.last_message_at AS last_message_at, conversations.mode AS mode,
    conversations.handed_over_at AS handed_over_at, staff.name AS assignee,
    (SELECT count(*) FROM messages
        WHERE messages.conversation_id = conversations.id AND direction = 'in') AS messages_in,
    (SELECT count(*) FROM messages
        WHERE messages.conversation_id = conversations.id AND direction = 'out'
        AND staff_id IS NULL) AS messages_of_bot,
    (SELECT count(*) FROM messages
        WHERE messages.conversation_id = conversations.id AND direction = 'out'
        AND staff_id IS NOT NULL) AS messages_of_staff
FROM conversations JOIN customers ON customers.id = conversations.customer_id
LEFT JOIN staff ON staff.id = conversations.assignee_id
""",
    "bi_messages": """
SELECT messages.id AS message_id, messages.conversation_id AS conversation_id,
    conversations.customer_id AS customer_id, customers.is_test AS is_test,
    messages.created_at AS created_at, messages.direction AS direction, messages.kind AS kind,
    CASE WHEN messages.direction = 'in' THEN 'customer' WHEN messages.staff_id IS NULL THEN 'bot'
        ELSE 'staff' END AS author,
    staff.name AS staff, messages.language AS language,
    coalesce(messages.corrected_intent, messages.chosen_intent,
        CASE WHEN messages.forwarded_from IS NULL THEN messages.intent END) AS intent,
    messages.corrected_intent IS NOT NULL AS is_reviewed, messages.confidence AS confidence,
    messages.sure AS is_sure, messages.deleted_at AS deleted_at
FROM messages JOIN conversations ON conversations.id = messages.conversation_id
JOIN customers ON customers.id = conversations.customer_id
LEFT JOIN staff ON staff.id = messages.staff_id
""",
    "bi_cases": """
SELECT cases.id AS case_id, cases.reference AS reference, cases.kind AS kind, cases.status AS status,
    cases.priority AS priority, cases.is_urgent AS is_urgent, cases.aspect AS aspect,
    cases.customer_id AS customer_id, customers.is_test AS is_test,
    cases.conversation_id AS conversation_id, cases.invitation_id AS invitation_id,
    cases.outlet AS outlet, cases.agent AS agent, staff.name AS assignee, cases.opened_at AS opened_at,
    cases.due_at AS due_at,
    (SELECT min(case_events.at) FROM case_events
        WHERE case_events.case_id = cases.id AND case_events.step = 'replied') AS first_reply_at,
    cases.settled_at AS settled_at, cases.settle_reason AS settle_reason,
    cases.merged_into_id AS merged_into_id
FROM cases JOIN customers ON customers.id = cases.customer_id
LEFT JOIN staff ON staff.id = cases.assignee_id
""",
    "bi_services": """
SELECT services.id AS service_id, services.source AS source, services.kind AS kind,
    services.customer_id AS customer_id, coalesce(customers.is_test, false) AS is_test,
    services.outlet AS outlet, services.agent AS agent, services.survey_key AS survey,
    services.ended_at AS ended_at, services.received_at AS received_at,
    decisions.outcome AS decision, decisions.reason AS reason
FROM services LEFT JOIN customers ON customers.id = services.customer_id
LEFT JOIN decisions ON decisions.service_id = services.id AND decisions.is_last
WHERE services.source <> 'huifang:booking'
""",
    "bi_invitations": """
SELECT invitations.id AS invitation_id, invitations.survey_key AS survey,
    invitations.service_id AS service_id, invitations.customer_id AS customer_id,
    customers.is_test AS is_test, invitations.status AS status, invitations.language AS language,
    invitations.outlet AS outlet, invitations.agent AS agent, invitations.created_at AS created_at,
    invitations.sent_at AS sent_at, invitations.delivered_at AS delivered_at,
    invitations.reminded_at AS reminded_at, invitations.expires_at AS expires_at,
    invitations.completed_at AS completed_at
FROM invitations JOIN customers ON customers.id = invitations.customer_id
""",
    "bi_responses": """
SELECT answers.id AS response_id, answers.invitation_id AS invitation_id,
    invitations.survey_key AS survey, invitations.customer_id AS customer_id,
    customers.is_test AS is_test, invitations.outlet AS outlet, invitations.agent AS agent,
    answers.question AS question, answers.number AS number,
    coalesce(answers.first_number, answers.number) AS first_number, answers.choices AS choices,
    answers.text IS NOT NULL AS has_words, answers.answered_at AS answered_at,
    answers.changed_at AS changed_at
FROM answers JOIN invitations ON invitations.id = answers.invitation_id
JOIN customers ON customers.id = invitations.customer_id
""",
}


def create(connection: Connection) -> None:
    """Create the views of this release, in place of older ones."""
    verb = "CREATE OR REPLACE" if connection.dialect.name == "postgresql" else "CREATE"
    for name, query in VIEWS.items():
        connection.exec_driver_sql(f"{verb} VIEW {name} AS {query.strip()}")


def put_away(connection: Connection) -> None:
    """Drop the views before a migration on SQLite, which renames no table that one of them names."""
    if connection.dialect.name == "sqlite":
        drop(connection)


def drop(connection: Connection) -> None:
    """Drop the views."""
    for name in VIEWS:
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")


def _before_drop(_target: MetaData, connection: Connection, **_given: Any) -> None:
    drop(connection)


event.listen(Base.metadata, "before_drop", _before_drop)
