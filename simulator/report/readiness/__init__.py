"""The page that an organisation hands to a customer or a ministry, as a document."""
