"""Why a backup or a restore did not happen, said to the operator."""


class BackupError(Exception):
    """The message says what is wrong and what to do; nothing was changed."""
