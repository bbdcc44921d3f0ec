"""What can be wrong or doubtful in a script that is well-formed."""
