"""Tables of services: headings and times."""
