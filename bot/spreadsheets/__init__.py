"""Tables as files of spreadsheet programs: cells that are no formulas, CSV and XLSX, reports as tables."""
