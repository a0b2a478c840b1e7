"""Release: computed from facts, signed by the node, asked for at the gate, reconciled with what left.

Nobody grants it: paid or guaranteed, controlled where its lane asks for it, without hold or order, a
declaration is released. Source: customs code (release only when duties are paid, deposited or guaranteed);
abuse cases A6, A7 and A22. States: in force, withdrawn, left.
"""
