"""The room as its reader sees it: contacts, the pipeline, one prospect, the units."""
