"""The HTTP API for systems: what ended, and whether we are well."""
