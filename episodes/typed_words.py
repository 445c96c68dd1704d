"""A page that gives back what somebody typed, when it could not be taken: no database is asked for
it, so it can be drawn when there is none, or when nobody knows any more who is signed in."""

import re
from dataclasses import dataclass

from flask import Response, current_app, request, session
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import HTTPException

from episodes.languages import current_language
from episodes.messages import Message

TOKEN = "csrf_token"  # noqa: S105  # a name
# Never written into a page. A test finds each PasswordField that this forgets.
SIGN_IN = "sign_in_"  # fields of signing in on such a page: never among what was typed
PASSWORDS = frozenset(("password", "current", "again"))
# Codes, tokens, choices and numbers go back unseen. Whatever may be words is shown.
NO_WORDS = re.compile(r"[\w.:;=/+~,|-]*", re.ASCII)
LONGEST_LINE = 60  # characters; what is longer gets a box of several lines


@dataclass(frozen=True, slots=True)
class TypedField:
    """kind: hidden, line, box, password or file. value: of a file, the name that it had."""

    name: str
    value: str
    kind: str


@dataclass(frozen=True, slots=True)
class TypedForm:
    """is_whole: False where the body was too large, or could not be read, to be given back."""

    fields: tuple[TypedField, ...] = ()
    is_whole: bool = True

    @property
    def has_files(self) -> bool:
        return any(field.kind == "file" for field in self.fields)

    @property
    def shown_fields(self) -> list[TypedField]:
        return [field for field in self.fields if field.kind != "hidden"]


@dataclass(frozen=True, slots=True)
class SignIn:
    """What the page asks before the same is sent again. email: as it was typed the last time.
    message: why it was refused. saves: where the form was sent to. asks_code: of their second step
    to sign in, too."""

    saves: str
    email: str = ""
    message: str = ""
    asks_code: bool = False


@dataclass(frozen=True, slots=True)
class Again:
    """How the same is sent again. address: empty, where it was sent to. token: empty, the one that
    came with it, which stays good for as long as the browser's session does."""

    button: Message = Message("Send it again")  # noqa: RUF009  # never changed
    address: str = ""
    token: str = ""
    sign_in: SignIn | None = None


def page_with_typed_words(
    title: Message, lead: Message, *, status: int, again: Again | None = None
) -> Response:
    """The whole answer to a request that could not be carried out. title, lead: what happened, and
    what to do. On GET there is only the way to try again."""
    again = again or Again()
    form = typed_form() if request.method == "POST" else None
    page = current_app.jinja_env.get_template("typed-words.html").render(
        title=title,
        lead=lead,
        form=form,
        again=again,
        token=again.token or request.form.get(TOKEN, "") if form and form.is_whole else "",
        is_public=request.blueprint != "desk",
        next_address=request.full_path.rstrip("?"),
        site_language=current_language().locale,
    )
    response = Response(page, status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def typed_form() -> TypedForm:
    """What the request's form held, apart from its token and the words of passwords."""
    if "_user_id" in session:  # signed by us: somebody of the desk, where texts are long
        request.max_content_length = current_app.config["MAX_CONTENT_LENGTH"]
    length = request.content_length
    too_large = length is None or length > (request.max_content_length or 0)
    if too_large and "form" not in request.__dict__:  # not read yet, and better left so
        return TypedForm(is_whole=False)
    try:
        return TypedForm((*_fields_of(request.form), *_files_of(request.files)))
    except (HTTPException, OSError):
        return TypedForm(is_whole=False)


def _fields_of(form: MultiDict[str, str]) -> list[TypedField]:
    return [
        TypedField(name, "" if name in PASSWORDS else value, _kind_of(name, value))
        for name, value in form.items(multi=True)
        if name != TOKEN and not name.startswith(SIGN_IN)
    ]


def _kind_of(name: str, value: str) -> str:
    if name in PASSWORDS:
        return "password"
    if NO_WORDS.fullmatch(value):
        return "hidden"
    return "line" if len(value) <= LONGEST_LINE and "\n" not in value else "box"


def _files_of(files: MultiDict[str, FileStorage]) -> list[TypedField]:
    """A browser lets no page choose a file for somebody: it can only be asked for again."""
    named = [(name, file.filename) for name, file in files.items(multi=True)]
    return [TypedField(name, filename, "file") for name, filename in named if filename]
