"""Stylesheets, scripts and pictures of the project itself: read once, packed once, and kept by
browsers for a year under an address that changes with what they hold."""
