from pathlib import Path

import numpy as np

from actions.answers.finding.metric import Metric, unit
from nlu.contract.labels import Language


def metric() -> Metric:
    means = {Language.ZH: np.array([1, 0, 0, 0], np.float32), Language.EN: np.zeros(4, np.float32)}
    directions = np.eye(4, dtype=np.float32)[:, :3]
    return Metric((2, 2), means, directions, np.eye(3, dtype=np.float32), 8.0, 0.5)


def test_products_of_projected_vectors_are_one_for_equal_texts() -> None:
    found = metric().project(np.array([[3, 1, 2, 5]], np.float32), Language.EN)
    assert np.allclose(found @ found.T, 1, atol=1e-5)


def test_each_part_is_centred_by_its_language_and_has_length_one() -> None:
    found = metric().centred(np.array([[1, 2, 3, 4]], np.float32), Language.ZH)
    assert np.allclose(found, [[0, 1, 0.6, 0.8]])


def test_stored_metric_projects_as_before(tmp_path: Path) -> None:
    metric().save(tmp_path / "metric.npz")
    vectors = np.array([[3, 1, 2, 5], [0, 1, 1, 0]], np.float32)
    stored = Metric.load(tmp_path / "metric.npz")
    assert np.allclose(
        stored.project(vectors, Language.ZH), metric().project(vectors, Language.ZH), atol=1e-3
    )


def test_name_changes_with_the_content() -> None:
    other = Metric((2, 2), metric().means, metric().directions * 2, metric().topics, 8.0, 0.5)
    assert metric().name == metric().name != other.name


def test_row_of_zeros_stays_one() -> None:
    assert unit(np.zeros((1, 3), np.float32)).tolist() == [[0, 0, 0]]
