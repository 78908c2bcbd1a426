"""What libraries promise whose inner parts are overridden, and what each part behind a port must do."""
