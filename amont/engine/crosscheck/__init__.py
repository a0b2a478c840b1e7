"""Do two registers agree: names of operators and persons, written by different hands.

Source: Fellegi and Sunter, A Theory for Record Linkage (1969); spellings of West and Central Africa in
`spellings.yaml`. A name alone never proves an identity: an answer is a certainty, and says what agreed.
"""
