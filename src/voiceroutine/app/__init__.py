"""The use cases, one module each: make, preview, check, verify, audition."""
