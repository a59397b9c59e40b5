"""What cannot be said of a tensor, raised where it is found out."""

from __future__ import annotations


class Unread(Exception):  # noqa: N818 - a reason, from which the reading goes on
    """It is not known which places a tensor has, or they are no map: what lies behind it has no answer."""

    def __init__(self, why: str, *, needs_size: bool = False, misfit: bool = False) -> None:
        """Keep the reason, and whether a known size would help or another size than the file's is to blame."""
        super().__init__(why)
        self.why = why
        self.needs_size = needs_size
        self.misfit = misfit
