"""What all tests share."""

from hypothesis import HealthCheck, settings

# The same examples in every run, and no clock: a slow machine fails no law.
settings.register_profile("rfcalc", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rfcalc")
