"""A question about a case that two buttons answer, once; words may answer it too (`consent`)."""

from dataclasses import dataclass

from sqlalchemy import select

from actions.cases.kept_case import kept_case
from actions.settings.replies import Reply
from actions.turn.incoming import ButtonPressed, Forged
from actions.turn.turn import Buttons, Turn
from store.models.cases import OPEN_STATUSES, Case
from store.queues.button import Button

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class CaseQuestion:
    """`prefix` begins the data of its buttons; `of_open` says whether the case is open when it is asked."""

    prefix: str
    yes: Reply
    no: Reply
    of_open: bool

    def buttons(self, turn: Turn, case: Case) -> Buttons:
        """Return the row of both answers."""
        answers = ((self.yes, YES), (self.no, NO))
        return (
            tuple(Button(turn.text(label), f"{self.prefix}{case.id}:{value}") for label, value in answers),
        )

    async def answered(self, turn: Turn, pressed: ButtonPressed) -> tuple[Case, bool] | None:
        """Show which button was pressed; return the case and whether it was yes, None if it is too late.

        The case is kept from others until the transaction ends.

        Raises:
            Forged: this customer was not asked so.
        """
        number, _, answer = pressed.data.removeprefix(self.prefix).partition(":")
        case = await self._case_of(turn, pressed, number)
        if answer not in (YES, NO):
            raise Forged(pressed.data)
        if (case.status in OPEN_STATUSES) is not self.of_open:
            await turn.answer_tap(pressed.tap_id, turn.text(Reply.BUTTON_STALE))
            return None
        await turn.answer_tap(pressed.tap_id)
        label = self.yes if answer == YES else self.no
        await turn.edit(pressed.message_id, turn.text(Reply.UNCLEAR_CHOSEN, intent=turn.text(label)))
        return case, answer == YES

    async def _case_of(self, turn: Turn, pressed: ButtonPressed, number: str) -> Case:
        """Return the case that was asked about.

        The case that a merged one went into is not withdrawn in its place, for it is about more; it is opened
        again in its place.
        """
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            raise Forged(pressed.data)
        mine = select(Case).where(Case.id == int(number), Case.customer_id == turn.customer.id)
        case: Case | None = await turn.session.scalar(mine.with_for_update())
        if case is None:
            raise Forged(pressed.data)
        return case if self.of_open else await kept_case(turn.session, case, to_change=True)
