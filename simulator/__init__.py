"""A tabletop simulator for AI incidents: rehearse, time and report an organisation's response."""

__version__ = "0.2.0"
