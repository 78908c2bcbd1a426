"""The `huifang` command. Each group is in a separate module, which is imported when the group is called."""

import importlib
import sys

import click

from bot.cli.early_stop import end_when_told
from bot.process.private_files import keep_files_private

# Imported on demand, so that `huifang --help` does not import SQLAlchemy, FastAPI and python-telegram-bot.
GROUPS = {
    "run": ("bot.cli.roles:run", "Start everything on this machine."),
    "telegram": ("bot.cli.roles:telegram", "Start only the intake from Telegram."),
    "web": ("bot.cli.roles:web", "Start only the staff console and the API."),
    "worker": ("bot.cli.roles:worker", "Start only a worker."),
    "doctor": ("bot.cli.doctor.doctor_command:doctor", "Check this installation, and say what to do."),
    "inbox": ("bot.cli.inbox_commands:inbox", "List and retry updates that failed and were parked."),
    "nlu": ("bot.cli.nlu_commands:nlu", "Serve, train and measure the understanding."),
    "sandbox": (
        "bot.cli.sandbox_commands:sandbox",
        "Start a stand-in for Telegram, or replay messages through it.",
    ),
    "service-ended": ("bot.cli.services.service_ended:service_ended", "Report that a service has ended."),
    "services": (
        "bot.cli.services.service_group:services",
        "Import services from a file, and print start links.",
    ),
    "surveys": ("bot.cli.survey_commands:surveys", "Check, preview and explain surveys."),
    "answers": (
        "bot.cli.answer_commands:answers",
        "Import, export, list and try the answers that the bot gives.",
    ),
    "customers": (
        "bot.cli.customers.customer_commands:customers",
        "Import what other systems know about customers.",
    ),
    "settings": (
        "bot.cli.settings_commands:settings",
        "Export, import and compare the settings of the business.",
    ),
    "report": ("bot.cli.reports.report_command:report", "Show survey results with intervals."),
    "export": (
        "bot.cli.reports.response_files:export",
        "Write conversations, answers or surveys into a file.",
    ),
    "staff": ("bot.cli.staff_commands:staff", "Manage the members of staff."),
    "key": ("bot.cli.key_commands:key", "Manage the keys of systems that use the API."),
    "webhooks": ("bot.cli.webhooks.webhook_commands:webhooks", "Tell other systems of events."),
    "backup": ("bot.cli.backups.backup_commands:backup", "Write all data into a folder."),
    "restore": ("bot.cli.backups.backup_commands:restore", "Bring all data back from a backup."),
    "db": ("bot.cli.db:db", "Manage the schema of the database."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all commands, in the order of the table."""
        return list(GROUPS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name."""
        if cmd_name not in GROUPS:
            return None
        module, _, name = GROUPS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in GROUPS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="huifang")
def huifang() -> None:
    """Huifang: a customer-service chatbot in Telegram that listens, acts and asks back."""


def main() -> None:
    """Run the command line; a known failure prints one message on stderr and ends with exit code 1."""
    end_when_told(sys.argv[1:])
    keep_files_private()
    # Imported here, since its imports take a while, and signals must be handled before.
    from bot.cli.clear_errors import explained  # noqa: PLC0415

    with explained():
        huifang.main()
