"""Use cases over files that verbs and screens share: records, reports, corrective actions. No front is known here."""
