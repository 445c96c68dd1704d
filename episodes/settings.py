"""Every setting: declared once, with type, default and a sentence; read from the environment."""

import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import click
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MEGABYTE = 1_000_000


class SettingsError(click.UsageError, ValueError):
    """One or more settings cannot be used; the message names each and says why. A command that
    meets it ends with status 2 and that one line."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="", case_sensitive=True, extra="ignore", validate_default=True
    )

    HOST: str = Field(
        "127.0.0.1",
        description="The address to listen on; the default is reached from this machine only.",
    )
    PORT: int = Field(8000, ge=1, le=65535, description="The port to listen on.")
    DATA_DIR: Path = Field(
        Path("data"), description="The folder for the database, the media and the secret key."
    )
    DATABASE_URL: str = Field(
        "",
        description="Where the database is (postgresql://user:password@host/name);"
        " empty: an SQLite file in DATA_DIR.",
    )
    SECRET_KEY: str = Field(
        "",
        description="Signs sessions; at least 32 characters."
        " Empty: made at the first start and kept in DATA_DIR.",
    )
    DEMO_SEASON: bool = Field(
        True, description="Load the demo season into an empty database; off: start an empty show."
    )
    WEB_THREADS: int = Field(8, ge=1, le=256, description="How many threads each web process has.")
    WEB_PROCESSES: int = Field(
        1,
        ge=1,
        le=64,
        description="How many web processes run on this machine;"
        " `flask serve --web N` overrides it.",
    )
    WORKER_JOBS: int = Field(
        1, ge=1, le=64, description="How many jobs one worker runs at the same time."
    )
    PROXIES: int = Field(
        0, ge=0, le=5, description="How many trusted reverse proxies are in front of the site."
    )
    HTTPS: bool = Field(
        False, description="People reach the site by https: mark cookies Secure and send HSTS."
    )
    TRUSTED_HOSTS: Annotated[list[str], NoDecode] = Field(
        [],
        description="The host names of this site, separated by commas; empty: any."
        " You must set it if you set PROXIES or HTTPS.",
    )
    SIGN_IN_IDLE_HOURS: int = Field(
        12,
        ge=1,
        le=24 * 365,
        description="How many hours without a request before somebody at the desk is signed out.",
    )
    SIGN_IN_DAYS: int = Field(
        14,
        ge=1,
        le=365,
        description="How many days before they must sign in again, even if they are busy.",
    )
    MAIL_SERVER: str = Field(
        "",
        description="The mail server that sends invitations and links for new passwords;"
        " empty: they are written to the log.",
    )
    MAIL_PORT: int = Field(587, ge=1, le=65535, description="The mail server's port.")
    MAIL_SECURITY: Literal["starttls", "tls", "none"] = Field(
        "starttls",
        description="How the connection to it is kept private: starttls (port 587), tls (465)"
        " or none, for one on this machine.",
    )
    MAIL_USER: str = Field("", description="The user name there; empty: none is needed.")
    MAIL_PASSWORD: str = Field("", description="The password there.")
    MAIL_FROM: str = Field("", description="The address that letters come from.")
    MAX_TEXT_BYTES: int = Field(
        10 * MEGABYTE, ge=1000, description="The largest caption or transcript file, in bytes."
    )
    MAX_VIDEO_BYTES: int = Field(
        4_000 * MEGABYTE, ge=1000, description="The largest video file, in bytes."
    )
    ASR_MODEL_DIR: str = Field(
        "",
        description="A folder with a faster-whisper model for draft captions;"
        " empty: the one that requirements-asr.txt installs, if any.",
    )
    SEARCH_BY_MEANING: bool = Field(True, description="Search by meaning as well as by words.")
    SEARCH_MODEL_DIR: str = Field(
        "",
        description="A folder with model.onnx and tokenizer.json of another sentence model;"
        " empty: the English one that is installed.",
    )
    SEARCH_MODEL_SHA256: str = Field(
        "", description="The SHA-256 that the model.onnx in that folder must have; empty: any."
    )
    SEARCH_ACROSS_LANGUAGES: bool = Field(
        True,
        description="Search by meaning in other languages than English too, and from one to"
        " another, unless there is a model of your own; a process that has met one takes"
        " 130 MB more.",
    )
    SEARCH_VECTORS: int = Field(
        200_000,
        ge=1_000,
        le=5_000_000,
        description="How many passages to compare by meaning; each takes 1.5 kB of memory in every"
        " web process. If there are more, speech is left out first, then answers.",
    )
    ASK_DAILY_LIMIT: int = Field(
        200, ge=1, description="How many questions a day the site takes from everybody together."
    )
    CHECK_LINKS_AT_NIGHT: bool = Field(
        False,
        description="Ask the addresses of all resources at 03:47 UTC whether they still lead"
        " somewhere; off: only when somebody presses the button in the desk’s library.",
    )
    KEPT_PAGES_BYTES: int = Field(
        32 * MEGABYTE,
        ge=0,
        description="How much memory each web process spends on finished public pages,"
        " which it sends again until something public changes; 0: none.",
    )
    MEDIA_STREAMS: int = Field(
        0,
        ge=0,
        le=256,
        description="How many video files from an object store a web process passes on at the"
        " same time; 0: half of WEB_THREADS. Files in DATA_DIR need no thread and have no limit.",
    )
    MEDIA_X_ACCEL: str = Field(
        "",
        description="The internal location under which nginx serves DATA_DIR/media,"
        " such as /media-files/; empty: the site sends media itself.",
    )
    MEDIA_STORE: str = Field(
        "",
        description="The bucket of an S3-compatible object store for media, as s3://bucket or"
        " s3://bucket/folder; empty: DATA_DIR/media.",
    )
    MEDIA_STORE_ENDPOINT: str = Field(
        "", description="Where the site reaches that store; empty: Amazon's, by region."
    )
    MEDIA_STORE_PUBLIC: str = Field(
        "",
        description="Where browsers reach that store: they get public videos there, by signed"
        " addresses that expire; empty: the site sends them itself.",
    )
    MEDIA_STORE_REGION: str = Field("us-east-1", description="The store's region.")
    MEDIA_STORE_KEY: str = Field("", description="The store's access key.")
    MEDIA_STORE_SECRET: str = Field("", description="The store's secret key.")
    LOG_LEVEL: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="How much is written to standard error."
    )

    @field_validator("DATA_DIR")
    @classmethod
    def _make_folder(cls, value: Path) -> Path:
        try:
            value.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ValueError(f"{value} cannot be made: {error.strerror}") from error
        if not os.access(value, os.W_OK | os.X_OK):
            raise ValueError(f"nothing can be written into {value}")
        return value

    @field_validator("TRUSTED_HOSTS", mode="before")
    @classmethod
    def _split_hosts(cls, value: Any) -> Any:
        return (
            [h.strip() for h in value.split(",") if h.strip()] if isinstance(value, str) else value
        )

    @field_validator("SECRET_KEY")
    @classmethod
    def _check_length(cls, value: str) -> str:
        if value and len(value) < 32:
            raise ValueError("must have at least 32 characters")
        return value

    @field_validator("DATABASE_URL")
    @classmethod
    def _check_database(cls, value: str) -> str:
        if value.startswith(("postgresql://", "postgres://")):
            value = "postgresql+psycopg://" + value.split("://", 1)[1]
        if value and not value.startswith(("sqlite:", "postgresql+psycopg://")):
            raise ValueError("must begin with postgresql:// or sqlite:")
        return value

    @field_validator("MEDIA_X_ACCEL")
    @classmethod
    def _check_location(cls, value: str) -> str:
        if value and not (value.startswith("/") and value.endswith("/")):
            raise ValueError("must begin and end with /")
        return value

    @field_validator("MEDIA_STORE")
    @classmethod
    def _check_bucket(cls, value: str) -> str:
        if value and not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]{1,62}(/[\w./-]*[\w-])?", value):
            raise ValueError("must be s3://bucket or s3://bucket/folder")
        return value

    @field_validator("MEDIA_STORE_ENDPOINT", "MEDIA_STORE_PUBLIC")
    @classmethod
    def _check_endpoint(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("must begin with https:// or http://")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _name_hosts(self) -> Self:
        """A site that others reach must know its names: else the sender of a request says what the
        links in it, and whatever a proxy stores of it, lead to."""
        if (self.PROXIES or self.HTTPS) and not self.TRUSTED_HOSTS:
            raise ValueError(
                "TRUSTED_HOSTS must name the hosts that this site is reached by"
                " (TRUSTED_HOSTS=show.example.org), because PROXIES or HTTPS is set"
            )
        return self

    @model_validator(mode="after")
    def _name_sender(self) -> Self:
        if self.MAIL_SERVER and not re.fullmatch(r"[^@\s]+@[^@\s]+", self.MAIL_FROM):
            raise ValueError("MAIL_FROM must be an email address, because MAIL_SERVER is set")
        return self

    @property
    def media_streams(self) -> int:
        return self.MEDIA_STREAMS or max(1, self.WEB_THREADS // 2)

    @property
    def database_url(self) -> str:
        return self.DATABASE_URL or f"sqlite:///{self.DATA_DIR.resolve() / 'querent.sqlite'}"

    @property
    def media_dir(self) -> Path:
        return self.DATA_DIR.resolve() / "media"


def read_settings(**overrides: Any) -> Settings:
    """From the environment; overrides win.

    Raises SettingsError where a value cannot be used."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        lines = [_in_words(e["loc"], e["msg"]) for e in error.errors()]
        raise SettingsError("; ".join(lines)) from error


def _in_words(where: tuple[int | str, ...], what: str) -> str:
    return ": ".join([*map(str, where), what.removeprefix("Value error, ")])
