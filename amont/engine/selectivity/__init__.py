"""Which lane, and why: criteria of analysts, scores against thresholds, lawful chance, and their proof.

A day goes: `hits` says which criteria an item meets; `solve` has turned past scores into thresholds; `draws`
    gives each declaration its numbers from a secret whose commitment was published before; `decide` gives
    each item its lane and its cause; `proof_of` keeps what anyone needs to do it all again, and `verify`
    does.
"""
