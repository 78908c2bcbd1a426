"""The pages of the system: alarms, audit log, API keys, outlets and the start page."""
