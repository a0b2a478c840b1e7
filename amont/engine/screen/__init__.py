"""The whole question of screening: what history says, the score, the lane, the reasons.

The command and, later, the node ask it here; a question of the engine never asks another one by itself.
"""
