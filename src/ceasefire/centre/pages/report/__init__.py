"""Report: filing what was seen, heard or told, one by one or from a table; drafts."""
