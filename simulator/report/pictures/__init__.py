"""Findings and studies as drawings: one picture a module."""
