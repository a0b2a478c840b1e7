"""The doors: what other systems are told of, and how fast they may ask.

A webhook is told of the events its operator or office may know, in the order of the journal, signed, again
and again for a day until it answers.
"""
