"""What is there tells which first steps are done."""

from dataclasses import replace

from actions.documents.setup_steps import SetupFacts, SetupStep, StepStanding, standings
from actions.settings.business import Business, Premises
from nlu.contract.labels import Language

NEW = SetupFacts(
    Business(),
    names_language=False,
    has_token=False,
    has_hours=False,
    staff=1,
    has_answers=False,
    has_talked=False,
)


def test_new_installation_misses_every_step() -> None:
    assert standings(NEW) == dict.fromkeys(SetupStep, StepStanding.OPEN)


def test_what_is_there_is_done() -> None:
    business = Business(Premises({Language.EN: "1 Example Road"}), {}, {Language.EN: "Shop"}, Language.EN)
    facts = SetupFacts(
        business,
        names_language=False,
        has_token=True,
        has_hours=True,
        staff=2,
        has_answers=True,
        has_talked=True,
    )
    assert standings(facts) == dict.fromkeys(SetupStep, StepStanding.DONE)
    environment = replace(NEW, names_language=True, business=Business(outlets={"North": Premises()}))
    done = {step for step, standing in standings(environment).items() if standing is StepStanding.DONE}
    assert done == {SetupStep.LANGUAGE, SetupStep.OUTLET}


def test_step_is_skipped_until_it_is_done() -> None:
    skipped = frozenset({SetupStep.STAFF})
    alone, together = replace(NEW, skipped=skipped), replace(NEW, skipped=skipped, staff=2)
    found = [standings(facts)[SetupStep.STAFF] for facts in (alone, together)]
    assert found == [StepStanding.SKIPPED, StepStanding.DONE]
