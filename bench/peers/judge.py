# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Judges results against an exhaustive scorer, and times by class."""

import math
import statistics
from dataclasses import dataclass

# Ours keeps whole lengths and adds in double precision: what is left is the printing of a float.
EXACT_TOLERANCE = 2e-6
# The peers round a length to one byte, all alike: they must agree with each other to this.
PEER_TOLERANCE = 1e-3
# Sums of the same numbers in another order: below this two scores are a tie.
TIE = 1e-12


@dataclass
class Verdict:
    """How the results of one engine and class compare with the exhaustive ones."""

    queries: int = 0
    wrong: int = 0
    example: str = ""
    deviation_max: float = 0.0

    def add(self, query, problem):
        self.queries += 1
        if problem:
            self.wrong += 1
            self.example = self.example or f"{query!r}: {problem}"


def compare(row, exact, mode, factor, tolerance, ids_too):
    """What is wrong with one result (empty: nothing), and its greatest relative deviation of a score."""
    if mode in ("count", "top10count") and row.hits != exact.hits:
        return f"{row.hits} hits instead of {exact.hits}", 0.0
    if mode == "count":
        return "", 0.0
    depth = min({"top100": 100, "top1000": 1000}.get(mode, 10), exact.hits)
    if len(row.scores) != depth or len(row.ids) != depth:
        return f"{len(row.scores)} results instead of {depth}", 0.0
    # The exhaustive result may be kept less deep than the mode asks.
    ranks = range(min(depth, len(exact.scores)))
    deviations = [abs(row.scores[i] / factor - exact.scores[i]) / abs(exact.scores[i]) for i in ranks]
    worst = max(deviations, default=0.0)
    if worst > tolerance:
        at = deviations.index(worst)
        return f"score {row.scores[at] / factor:.7g} at rank {at + 1} instead of {exact.scores[at]:.7g}", worst
    for i in ranks:
        if ids_too and not same_or_tied(row.ids[i], i, exact):
            return f"{row.ids[i]} at rank {i + 1} instead of {exact.ids[i]}", worst
    return "", worst


def same_or_tied(found, rank, exact):
    """Whether a record stands at its rank, or at that of one with the same score."""
    if found == exact.ids[rank]:
        return True
    # A record that the kept result no longer shows can only tie with its last.
    other = exact.ids.index(found) if found in exact.ids else len(exact.ids) - 1
    return abs(exact.scores[other] - exact.scores[rank]) <= TIE * abs(exact.scores[rank])


def judge(found, right, mode, factor, exact):
    """Compares the first pass of an engine with what is right: rows of the same queries.

    `factor` is that of the engine's scores to those of `right`; `exact` asks
    for the very same records and for scores to the last printed digit.
    """
    verdict = Verdict()
    tolerance = EXACT_TOLERANCE if exact else PEER_TOLERANCE
    for row, wanted in zip(found, right):
        if row.query != wanted.query:
            problem, deviation = f"the row answers {row.query!r}", 0.0
        else:
            problem, deviation = compare(row, wanted, mode, factor, tolerance, exact)
        verdict.add(wanted.query, problem)
        verdict.deviation_max = max(verdict.deviation_max, deviation)
    if len(found) < len(right):
        verdict.add("", f"{len(found)} rows for {len(right)} queries")
    return verdict


@dataclass
class Times:
    """Microseconds of a class: of each query its best pass."""

    mean: float
    p50: float
    p99: float


def times(best):
    ordered = sorted(best)
    p99 = ordered[min(len(ordered) - 1, math.ceil(0.99 * len(ordered)) - 1)]
    return Times(statistics.fmean(ordered), statistics.median(ordered), p99)


def geometric_mean(values):
    return math.exp(statistics.fmean(math.log(value) for value in values))
