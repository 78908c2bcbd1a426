"""What customers may ask of us about their data: to have it, and to have it forgotten."""
