"""How a lower feature tells a higher one; sent inside the transaction that makes the change."""

from blinker import Namespace

_signals = Namespace()

episode_changed = _signals.signal("episode-changed", doc="Sender: the Episode, already flushed.")
