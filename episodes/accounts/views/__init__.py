"""What people do with their own accounts: signing in and out, passwords, sessions, second steps."""

from episodes.accounts.views import (  # noqa: F401  # importing is what registers a page
    own_account,
    second_steps,
)
from episodes.accounts.views.signing_in import LONGEST_TEXT_BYTES, bp, signed_out_page

__all__ = ["LONGEST_TEXT_BYTES", "bp", "signed_out_page"]
