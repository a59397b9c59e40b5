"""How many examples a law is held to, and which."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

USUAL = 100
"""How many examples a test has that says nothing of them, in the usual profile."""


def seeds(first: int, usual: int) -> range:
    """Return the seeds of so many random networks in the usual profile, in another more in proportion."""
    return range(first, first + usual * settings().max_examples // USUAL)


def law(examples: int) -> settings:
    """Return the settings of a law: so many examples in the usual profile, in another more in proportion.

    Whether they are the same in every run is the profile's matter. Networks are large and slow to draw, which is no
    fault of a law.
    """
    profile = settings()
    return settings(max_examples=examples * profile.max_examples // USUAL, suppress_health_check=list(HealthCheck))
