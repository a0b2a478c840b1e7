"""Who: operators, brokers, persons, their postings from and to, mandates, keys of machines."""
