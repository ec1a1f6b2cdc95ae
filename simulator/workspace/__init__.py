"""Use cases over files that verbs and screens share: records, reports, corrective actions. It knows no front."""
