"""Thresholds from authored customers' questions (`huifang answers evaluate` on data/eval/answers).

They hold where a business has too few variants to calibrate on.
"""

from collections.abc import Mapping

from actions.answers.finding.thresholds import Thresholds
from nlu.contract.labels import Language

REFERENCE: Mapping[tuple[Language, bool], Thresholds] = {
    (Language.ZH, True): Thresholds(answer=0.54, margin=0.08, offer=0.27),
    (Language.EN, True): Thresholds(answer=0.56, margin=0.08, offer=0.30),
    (Language.ZH, False): Thresholds(answer=0.50, margin=0.10, offer=0.30),
    (Language.EN, False): Thresholds(answer=0.50, margin=0.10, offer=0.30),
}
