"""The manual of the script language: reference pages, JSON Schema, explanations of errors, a starter script."""
