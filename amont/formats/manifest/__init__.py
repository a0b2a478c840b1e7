"""What is announced, whatever the message it came in: voyages, transport documents, containers, events.

Every reader of this kind gives the same records, in the order of the file, one document at a time: memory
does not grow with their number. Nothing is corrected: what a reader doubts is a finding beside what stood
there.
"""
