"""Other systems that are told of events: their pages for administrators."""
