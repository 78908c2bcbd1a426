"""Tables as spreadsheet programs write them: encodings, lines and cells."""
