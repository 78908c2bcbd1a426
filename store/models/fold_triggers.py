"""Triggers that delete what reports keep of a day, in the transaction in which something of that day changes.

They stand in the database, so that a program or person who changes an answer or a customer need
not know of reports. On PostgreSQL a fold and a change of the same day could pass each other unseen; so every
change holds a lock that many can share, and making a fold takes it alone.

A recovery counts for the day of its first survey: what changes its second score unfolds that day, too. A
service that was not asked about counts for the day of that decision.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, MetaData, event

from store.engine.columns import Base

FOLDING_LOCK = 7_203_984_412
OF_INVITATION = (
    "survey_key, status, language, outlet, agent, service_id, created_at, sent_at, delivered_at, expires_at"
)
OF_CASE = "kind, settled_at, invitation_id, customer_id"
OF_DECISION = "service_id, customer_id, survey_key, outcome, reason, decided_at, is_last"
OF_SERVICE = "outlet, agent"
IS_SKIPPED = "{0}.is_last AND {0}.outcome = 'skipped'"  # reports count no other decisions

ON_POSTGRESQL = (
    f"""
CREATE OR REPLACE FUNCTION unfold(moment timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared({FOLDING_LOCK});
    DELETE FROM folds WHERE ends_at > moment AND begins_at <= moment;
END $$
""",
    """
CREATE OR REPLACE FUNCTION unfold_recoveries(customer bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM unfold(invitations.asked_at) FROM cases
    JOIN invitations ON invitations.id = cases.invitation_id WHERE cases.customer_id = customer;
END $$
""",
    """
CREATE OR REPLACE FUNCTION unfold_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM unfold(OLD.asked_at); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM unfold(NEW.asked_at); END IF;
    IF TG_OP = 'DELETE' THEN PERFORM unfold_recoveries(OLD.customer_id); END IF;
    RETURN NULL;
END $$
""",
    """
CREATE OR REPLACE FUNCTION unfold_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM unfold(asked_at), unfold_recoveries(customer_id) FROM invitations
    WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.invitation_id ELSE NEW.invitation_id END;
    RETURN NULL;
END $$
""",
    """
CREATE OR REPLACE FUNCTION unfold_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM unfold(asked_at) FROM invitations WHERE id = OLD.invitation_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM unfold(asked_at) FROM invitations WHERE id = NEW.invitation_id;
    END IF;
    RETURN NULL;
END $$
""",
    """
CREATE OR REPLACE FUNCTION unfold_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM unfold(asked_at) FROM invitations WHERE customer_id = NEW.id;
    PERFORM unfold(decided_at) FROM decisions
    WHERE customer_id = NEW.id AND is_last AND outcome = 'skipped';
    RETURN NULL;
END $$
""",
    f"""
CREATE OR REPLACE FUNCTION unfold_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        IF {IS_SKIPPED.format("OLD")} THEN PERFORM unfold(OLD.decided_at); END IF;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        IF {IS_SKIPPED.format("NEW")} THEN PERFORM unfold(NEW.decided_at); END IF;
    END IF;
    RETURN NULL;
END $$
""",
    """
CREATE OR REPLACE FUNCTION unfold_service() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM unfold(decided_at) FROM decisions
    WHERE service_id = NEW.id AND is_last AND outcome = 'skipped';
    RETURN NULL;
END $$
""",
    """
CREATE OR REPLACE TRIGGER unfold AFTER UPDATE OF is_test ON customers
FOR EACH ROW EXECUTE FUNCTION unfold_customer()
""",
    f"""
CREATE OR REPLACE TRIGGER unfold AFTER INSERT OR DELETE OR UPDATE OF {OF_INVITATION} ON invitations
FOR EACH ROW EXECUTE FUNCTION unfold_invitation()
""",
    """
CREATE OR REPLACE TRIGGER unfold AFTER INSERT OR DELETE OR UPDATE ON answers
FOR EACH ROW EXECUTE FUNCTION unfold_answer()
""",
    f"""
CREATE OR REPLACE TRIGGER unfold AFTER INSERT OR DELETE OR UPDATE OF {OF_CASE} ON cases
FOR EACH ROW EXECUTE FUNCTION unfold_case()
""",
    f"""
CREATE OR REPLACE TRIGGER unfold AFTER INSERT OR DELETE OR UPDATE OF {OF_DECISION} ON decisions
FOR EACH ROW EXECUTE FUNCTION unfold_decision()
""",
    f"""
CREATE OR REPLACE TRIGGER unfold AFTER UPDATE OF {OF_SERVICE} ON services
FOR EACH ROW EXECUTE FUNCTION unfold_service()
""",
)

UNFOLD = "DELETE FROM folds WHERE ends_at > {0} AND begins_at <= {0};"
UNFOLD_OF = """\
DELETE FROM folds WHERE id IN (
    SELECT folds.id FROM invitations JOIN folds
    ON folds.ends_at > invitations.asked_at AND folds.begins_at <= invitations.asked_at
    WHERE invitations.id = {0}
);"""
UNFOLD_RECOVERIES = """\
DELETE FROM folds WHERE id IN (
    SELECT folds.id FROM cases JOIN invitations ON invitations.id = cases.invitation_id
    JOIN folds ON folds.ends_at > invitations.asked_at AND folds.begins_at <= invitations.asked_at
    WHERE cases.customer_id = {0}
);"""
# The generated column is not there for triggers on all releases of SQLite.
UNFOLD_OF_CUSTOMER = """\
DELETE FROM folds WHERE id IN (
    SELECT folds.id FROM invitations JOIN folds
    ON folds.ends_at > invitations.asked_at AND folds.begins_at <= invitations.asked_at
    WHERE invitations.customer_id = NEW.id
);"""
UNFOLD_SKIPPED = """\
DELETE FROM folds WHERE id IN (
    SELECT folds.id FROM decisions JOIN folds
    ON folds.ends_at > decisions.decided_at AND folds.begins_at <= decisions.decided_at
    WHERE decisions.{0} = NEW.id AND decisions.is_last AND decisions.outcome = 'skipped'
);"""
UNFOLD_DECIDED = """\
DELETE FROM folds
WHERE {1} AND ends_at > {0}.decided_at AND begins_at <= {0}.decided_at;"""
ASKED = "coalesce({0}.sent_at, {0}.created_at)"
WHOSE = "(SELECT customer_id FROM invitations WHERE id = {0}.invitation_id)"


def create(connection: Connection) -> None:
    """Create the triggers of this release, in place of older ones."""
    statements = ON_POSTGRESQL if connection.dialect.name == "postgresql" else _on_sqlite()
    for statement in statements:
        connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Put the triggers away before a migration: SQLite renames no table that one of them names."""
    if connection.dialect.name == "sqlite":
        for statement in _on_sqlite():
            if statement.startswith("DROP"):
                connection.exec_driver_sql(statement)


def attach() -> None:
    """Create the triggers wherever the tables are created from the models."""
    event.listen(Base.metadata, "after_create", _after_create)


def _after_create(target: MetaData, connection: Connection, **given: Any) -> None:
    if given["tables"]:
        create(connection)


def _on_sqlite() -> Iterator[str]:
    old, new = ASKED.format("OLD"), ASKED.format("NEW")
    for table, change, what in (
        ("invitations", "INSERT", (UNFOLD.format(new),)),
        ("invitations", "DELETE", (UNFOLD.format(old), UNFOLD_RECOVERIES.format("OLD.customer_id"))),
        ("invitations", f"UPDATE OF {OF_INVITATION}", (UNFOLD.format(old), UNFOLD.format(new))),
        ("answers", "INSERT", _of_answer("NEW")),
        ("answers", "DELETE", _of_answer("OLD")),
        ("answers", "UPDATE", _of_answer("NEW")),
        (
            "customers",
            "UPDATE OF is_test",
            (UNFOLD_OF_CUSTOMER, UNFOLD_SKIPPED.format("customer_id")),
        ),
        ("decisions", "INSERT", (_of_decision("NEW"),)),
        ("decisions", "DELETE", (_of_decision("OLD"),)),
        ("decisions", f"UPDATE OF {OF_DECISION}", (_of_decision("OLD"), _of_decision("NEW"))),
        ("services", f"UPDATE OF {OF_SERVICE}", (UNFOLD_SKIPPED.format("service_id"),)),
        ("cases", "INSERT", (UNFOLD_OF.format("NEW.invitation_id"),)),
        ("cases", "DELETE", (UNFOLD_OF.format("OLD.invitation_id"),)),
        (
            "cases",
            f"UPDATE OF {OF_CASE}",
            (UNFOLD_OF.format("OLD.invitation_id"), UNFOLD_OF.format("NEW.invitation_id")),
        ),
    ):
        name = f"unfold_{table}_{change.split()[0].lower()}"
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield "\n".join((f"CREATE TRIGGER {name} AFTER {change} ON {table} BEGIN", *what, "END"))


def _of_answer(row: str) -> tuple[str, ...]:
    return UNFOLD_OF.format(f"{row}.invitation_id"), UNFOLD_RECOVERIES.format(WHOSE.format(row))


def _of_decision(row: str) -> str:
    return UNFOLD_DECIDED.format(row, IS_SKIPPED.format(row))
