"""Survey definitions: their YAML form, their questions and the checks on both."""
