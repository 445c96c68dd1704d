"""How full each brake is, for all web processes together."""

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from episodes.db import Model


class BucketLevel(Model):
    """key_hash: keyed with the site's secret, so that this does not list the addresses that people
    tried. empty_at_ms: when everything that was taken has come back; the row says nothing then."""

    __tablename__ = "bucket_level"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    empty_at_ms: Mapped[int] = mapped_column(BigInteger, index=True)
