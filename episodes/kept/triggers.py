"""The triggers that renew the stamp, as statements for migrations.

On PostgreSQL they are deferred: the one row is locked at the very end of a transaction, when it
takes no other lock any more, so that two writers cannot wait for each other."""

from collections.abc import Iterator, Sequence

_RENEW = (
    "INSERT INTO public_stamp (id, stamp) VALUES (1, {new})"
    " ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp"
)
_FUNCTION = """
CREATE OR REPLACE FUNCTION renew_public_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('querent.stamped', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
    {renew};
    PERFORM set_config('querent.stamped', pg_current_xact_id()::text, true);
  END IF;
  RETURN NULL;
END $$
"""
_EVENTS = ("INSERT", "UPDATE", "DELETE")


def creating(dialect: str, tables: Sequence[str]) -> Iterator[str]:
    """Statements that watch the tables; dialect: sqlite or postgresql."""
    if dialect == "postgresql":
        yield _FUNCTION.format(renew=_RENEW.format(new="gen_random_uuid()::text"))
        for table in tables:
            yield (
                f"CREATE CONSTRAINT TRIGGER {table}_public AFTER INSERT OR UPDATE OR DELETE"
                f' ON "{table}" DEFERRABLE INITIALLY DEFERRED'
                " FOR EACH ROW EXECUTE FUNCTION renew_public_stamp()"
            )
        return
    renew = _RENEW.format(new="hex(randomblob(16))")
    for table in tables:
        for event in _EVENTS:
            name = f"{table}_public_{event.lower()}"
            yield f'CREATE TRIGGER {name} AFTER {event} ON "{table}" BEGIN {renew}; END'


def dropping(dialect: str, tables: Sequence[str]) -> Iterator[str]:
    for table in tables:
        if dialect == "postgresql":
            yield f'DROP TRIGGER IF EXISTS {table}_public ON "{table}"'
        else:
            for event in _EVENTS:
                yield f"DROP TRIGGER IF EXISTS {table}_public_{event.lower()}"
