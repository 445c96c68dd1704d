"""What processes of one site must have in common."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from episodes.db import Model


class SiteKey(Model):
    """One row. fingerprint: of the secret key that the site's sessions and receipts are made
    with, so that no process runs beside the others with one of its own."""

    __tablename__ = "site_key"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
