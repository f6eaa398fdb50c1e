"""The words of what plays, as a view and as a page of the right panel."""
