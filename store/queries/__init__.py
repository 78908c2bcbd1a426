"""Reading for people: each query gives frozen records, newest or most urgent first."""
