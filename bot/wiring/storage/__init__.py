"""Where data lie: the database that is made at the first start, modes of files, and the bucket."""
