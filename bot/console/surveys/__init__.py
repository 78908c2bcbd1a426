"""The pages of surveys: the overview, results, responses and services that were not asked about."""
