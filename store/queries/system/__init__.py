"""Queries about the system: alarms, audit log, backlog, outlets and today's totals."""
