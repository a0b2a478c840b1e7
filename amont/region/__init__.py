"""Region: how the administration is doing, measured from what happened, without a survey.

Time release: the milestones of each consignment, who held the clock, medians that anybody may read.
"""
