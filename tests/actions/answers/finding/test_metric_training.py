import numpy as np

from actions.answers.finding.metric_training import TopicPhrase, train_metric
from nlu.contract.labels import Language

TOPICS = 6
WIDTH = 24


def made_up_phrases() -> tuple[list[TopicPhrase], np.ndarray]:
    """Return phrases whose topic is weak, and whose manner, shared between topics, is strong."""
    drawn = np.random.default_rng(7)
    topics = drawn.standard_normal((TOPICS, WIDTH))
    manners = drawn.standard_normal((8, WIDTH)) * 3
    phrases, vectors = [], []
    for topic in range(TOPICS):
        for number, manner in enumerate(manners):
            language = list(Language)[number % 2]
            phrases.append(TopicPhrase(str(topic), language, f"{topic} {number}"))
            vectors.append(topics[topic] + manner + drawn.standard_normal(WIDTH) / 10)
    return phrases, np.array(vectors, np.float32)


def test_trained_metric_tells_topics_apart_where_plain_vectors_do_not() -> None:
    phrases, vectors = made_up_phrases()
    metric = train_metric(phrases, vectors, (WIDTH,))
    topic = np.array([each.topic for each in phrases])

    def nearest_is_of_the_topic(rows: np.ndarray) -> float:
        near = rows @ rows.T
        np.fill_diagonal(near, -np.inf)
        return float((topic[near.argmax(axis=1)] == topic).mean())

    projected = np.vstack(
        [metric.project(row[None], each.language) for row, each in zip(vectors, phrases, strict=True)]
    )
    plain = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    assert nearest_is_of_the_topic(projected) > 0.9
    assert nearest_is_of_the_topic(plain) < 0.5
