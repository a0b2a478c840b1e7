"""Plots drawn by the server as SVG that needs no script and no style attribute.

x is in percent and y in pixels, without viewBox: a plot follows the width of its frame while its text keeps
its size. Classes alone give colour and weight. Each plot says its figures in one sentence, for who does not
see it, and keeps them as a table.
"""
