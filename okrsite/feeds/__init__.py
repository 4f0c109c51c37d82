"""The model for machines: JSON and its schema, problems in the formats that CI systems and editors read."""
