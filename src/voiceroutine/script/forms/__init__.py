"""What a form needs to know of the script language, and its edits of a script's text."""
