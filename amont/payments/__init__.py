"""What is owed, and what was paid of it: the assessment notice, the payment, its receipt, the ledger.

A declaration that is registered, and controlled where its lane asks for it, is assessed at the rates of the
day of its registration (Code des douanes of Senegal art. 93 and 101: charges follow the verification, goods
are released once they are paid, deposited or guaranteed). Every amount is written twice in the ledger: the
sum of each movement is nothing, and no row is ever changed.
"""
