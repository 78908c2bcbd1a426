"""Reports and exports on the command line: tables for a terminal, files and charts."""
