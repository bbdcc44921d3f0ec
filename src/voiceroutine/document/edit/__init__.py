"""Changes values of a script in its text, and leaves every other line as it is.

A form knows edits, and the text has comments, blank lines, quotes and an order that its writer chose. So no document is
written anew: the place of a value is looked up, its lines are replaced, and the result is read again.
"""
