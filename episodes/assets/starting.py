"""Gives every asset its address, and pages a way to name their modules."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, request, url_for
from markupsafe import Markup

from episodes.assets.files import Assets
from episodes.assets.wsgi import AssetServer

PRELOAD = Markup('<link rel="modulepreload" href="{}">')
HSTS = "max-age=31536000"
SCRIPT = Markup('<script type="module" src="{}"></script>')


def init_assets(app: Flask) -> None:
    assets = Assets(Path(app.static_folder or "static"))

    def with_digest(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "filename" in values:
            values["filename"] = f"{assets.digest}/{values['filename']}"

    def script_modules(*names: str) -> Markup:
        """Tags that load the modules, everything that they import named beside them."""
        return tags_of(request.script_root, names)

    @lru_cache(maxsize=64)  # of some twenty groups of modules: forty addresses to build a page
    def tags_of(_root: str, names: tuple[str, ...]) -> Markup:
        deep = {inner: None for name in names for inner in assets.modules_of(name)}
        imported = [name for name in deep if name not in names]
        tags = [PRELOAD.format(url_for("static", filename=name)) for name in imported]
        tags += [SCRIPT.format(url_for("static", filename=name)) for name in names]
        return Markup("\n    ").join(tags)

    app.url_defaults(with_digest)
    app.jinja_env.globals["script_modules"] = script_modules
    secure = [("Strict-Transport-Security", HSTS)] if app.config["SESSION_COOKIE_SECURE"] else []
    app.wsgi_app = AssetServer(app.wsgi_app, assets, secure)  # type: ignore[method-assign]
