"""Tables as spreadsheet programs write them: encodings, headings, cells and times."""
