"""Child processes: started, supervised and told apart."""
