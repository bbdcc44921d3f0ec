"""What the project says of its own script language: reference pages, JSON Schema, explanations, a starter script."""
