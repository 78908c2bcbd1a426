"""What Huifang remembers: models, queues, queries, reports and migrations."""
