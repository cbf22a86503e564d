"""How far what waits is counted."""

COUNTED = 1000
"""Counted up to here: a figure beyond it changes nothing about what is to be done."""
