"""Makes the steps known to Rasa's recipe. Only config.yml names this module, so only training imports it.

Importing the recipe loads TensorFlow, which answers no message here: the server loads the steps by their own
modules and stays small.
"""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from nlu.components.attributes.mixed import MixedReader
from nlu.components.attributes.readers import AspectReader, UrgencyReader
from nlu.components.classifier.classifier import CalibratedClassifier
from nlu.components.classifier.talk_prior import TalkPrior
from nlu.components.features.ngrams import NgramFeaturizer
from nlu.components.features.vectors import SentenceVectorFeaturizer
from nlu.components.words.normalizer import TextNormalizer
from nlu.components.words.tokenizer import MixedTokenizer

_Kind = DefaultV1Recipe.ComponentType

for _step, _kind, _learns in (
    (TextNormalizer, _Kind.MESSAGE_FEATURIZER, False),
    (MixedTokenizer, _Kind.MESSAGE_TOKENIZER, False),
    (NgramFeaturizer, _Kind.MESSAGE_FEATURIZER, True),
    (SentenceVectorFeaturizer, _Kind.MESSAGE_FEATURIZER, False),
    (CalibratedClassifier, _Kind.INTENT_CLASSIFIER, True),
    (TalkPrior, _Kind.INTENT_CLASSIFIER, False),
    (UrgencyReader, _Kind.INTENT_CLASSIFIER, True),
    (AspectReader, _Kind.INTENT_CLASSIFIER, True),
    (MixedReader, _Kind.INTENT_CLASSIFIER, True),
):
    DefaultV1Recipe.register([_kind], is_trainable=_learns)(_step)
