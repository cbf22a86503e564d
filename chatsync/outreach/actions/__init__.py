"""Writes about messages and subscribers, by deed."""
