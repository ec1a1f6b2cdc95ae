"""Conducting an exercise without a screen."""
