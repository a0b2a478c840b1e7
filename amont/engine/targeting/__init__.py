"""Which bills deserve a look before the ship arrives, and why.

A voyage goes: `past` counts what was known of its parties, goods, routes and boxes the day before; each
indicator, one small function, says yes, no or nothing of every bill; `scoring` adds their weights to the
office's own rate in log-odds; `lanes` decides with what the office can look at; `told` gives the reasons.
A voyage is asked whole: some indicators compare its bills with each other.
Sources: WCO SAFE Framework of Standards, pillar 1, standard 7 (targeting), and the risk criteria of the EU's
ICS2, both in general terms. Evidence letters beside a source: B secondary, GK general knowledge, D our own
design; every figure of an indicator is D unless said otherwise.
"""
