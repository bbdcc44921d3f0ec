"""Language tags (BCP 47), as scripts, voices and tags have them."""


def primary(tag: str) -> str:
    """Return a tag's language without its region, in small letters: `pt` of `pt-BR` and of `pt_BR`."""
    return tag.replace("_", "-").split("-")[0].lower()
