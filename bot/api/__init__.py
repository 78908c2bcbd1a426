"""The HTTP API for systems: services that ended, reports, health and metrics."""
