"""Whole answers for strangers, kept in memory while nothing public changes."""
