"""Which clauses of a message praise and which complain, and whether a message does both."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.special import expit, logit, softmax

from nlu.components.attributes.clauses import clauses
from nlu.components.classifier.linear import FeatureRows, LinearModel
from nlu.components.features.tfidf import Tfidf, character_grams
from nlu.components.features.vectors import shared_encoder
from nlu.components.words.normalizer import normal_form

SIDES = ("praise", "complaint", "neither")
_LIKELY = 0.5
_EDGE = 1e-4


@dataclass(frozen=True)
class ClauseModel:
    """Takes a clause for praise, complaint or neither."""

    tfidf: Tfidf
    linear: LinearModel

    def shares(self, texts: Sequence[str], vectors: np.ndarray | None = None) -> np.ndarray:
        """Return (clauses × sides) probabilities; `vectors` are those of the clauses, where known."""
        scores = self.linear.scores(clause_rows(texts, self.tfidf, vectors)).astype(np.float64)
        return np.asarray(softmax(scores, axis=1))

    def shares_of_each(
        self, messages: Sequence[Sequence[str]], vectors: np.ndarray | None = None
    ) -> list[np.ndarray]:
        """Return the probabilities of the clauses of each message. Together they take a fifth of the time."""
        together = self.shares([clause for parts in messages for clause in parts], vectors)
        return np.split(together, np.cumsum([len(parts) for parts in messages])[:-1])


@dataclass(frozen=True)
class MixedModel:
    """Weighs what the whole message says and what its clauses say: `weights` of `evidence`, then a bias."""

    whole: LinearModel
    clause: ClauseModel
    weights: np.ndarray
    threshold: float
    gate: float

    def sides(self, texts: Sequence[str], rows: FeatureRows) -> list[tuple[str, str] | None]:
        """Return the words of praise and of complaint of each text that holds both, else None."""
        whole = expit(self.whole.scores(rows).astype(np.float64))[:, 0]
        # Looking at the clauses takes milliseconds, so the whole message decides whether it is worth them.
        return [
            self._sides(text, share, rows.dense[place : place + 1]) if share >= self.gate else None
            for place, (text, share) in enumerate(zip(texts, whole, strict=True))
        ]

    def _sides(self, text: str, whole: float, vector: np.ndarray) -> tuple[str, str] | None:
        parts = clauses(text)
        known = len(parts) == 1 and vector.shape[1] == len(self.clause.linear.on_dense)
        shares = self.clause.shares(parts, vector if known else None)
        probable = expit(evidence(np.array([whole]), [shares]) @ self.weights[:-1] + self.weights[-1])
        return (words(parts, shares, 0), words(parts, shares, 1)) if probable[0] >= self.threshold else None

    def save(self, folder: Path) -> None:
        """Write plain numbers and the n-grams of clauses."""
        self.whole.save(folder / "whole.npz")
        self.clause.linear.save(folder / "clause.npz")
        grams = json.dumps(list(self.clause.tfidf.columns), ensure_ascii=False)
        (folder / "grams.json").write_text(grams, encoding="utf-8")
        limits = np.array([self.threshold, self.gate])
        np.savez(folder / "mixed.npz", limits=limits, tfidf=self.clause.tfidf.weights, weights=self.weights)

    @classmethod
    def read(cls, folder: Path) -> MixedModel | None:
        """Read what `save` wrote; None if nothing was learned."""
        if not (folder / "mixed.npz").exists():
            return None
        grams = json.loads((folder / "grams.json").read_text(encoding="utf-8"))
        with np.load(folder / "mixed.npz", allow_pickle=False) as stored:
            clause = ClauseModel(Tfidf.of(grams, stored["tfidf"]), LinearModel.read(folder / "clause.npz"))
            weights, limits = stored["weights"], stored["limits"]
        return cls(LinearModel.read(folder / "whole.npz"), clause, weights, *map(float, limits))


def evidence(whole: np.ndarray, shares: Sequence[np.ndarray]) -> np.ndarray:
    """Return what speaks for both sides: the whole text, and the clauses that praise and complain most."""
    best = np.array([one.max(axis=0) for one in shares])
    several = np.array([len(one) > 1 for one in shares], dtype=np.float64)
    odds = [logit(np.clip(one, _EDGE, 1 - _EDGE)) for one in (whole, best[:, 0], best[:, 1])]
    return np.stack([*odds, np.minimum(best[:, 0], best[:, 1]), several], axis=1)


def words(parts: Sequence[str], shares: np.ndarray, side: int) -> str:
    """Return the clauses that surely take this side, at least the one that does most."""
    most = shares[:, side].argmax()
    taken = (shares[:, side] >= _LIKELY) | (np.arange(len(parts)) == most)
    return "".join(part for part, one in zip(parts, taken, strict=True) if one).strip()


def clause_rows(texts: Sequence[str], tfidf: Tfidf, vectors: np.ndarray | None = None) -> FeatureRows:
    """Return the features of clauses: runs of up to three characters, and the place among sentences."""
    grams = [clause_grams(text) for text in texts]
    dense = shared_encoder().encode(list(texts)) if vectors is None else vectors
    return FeatureRows(tfidf.rows(grams), dense)


def clause_grams(text: str) -> list[str]:
    """Return the runs of characters of a clause."""
    return character_grams(normal_form(text), 1, 3)


def joined(rows: FeatureRows, weight: float) -> sparse.csr_matrix:
    """Return all features in one matrix, the dense ones times `weight`."""
    return sparse.hstack([rows.sparse, sparse.csr_matrix(rows.dense * weight)]).tocsr()
