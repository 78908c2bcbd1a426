"""The lists and reports of the console as files: the same filters, permissions and rows as on the page."""
