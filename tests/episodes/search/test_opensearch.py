"""What browsers are told, so that a person can search here from their own search field."""

from xml.etree import ElementTree

from flask.testing import FlaskClient

from tests.factories import a_show

NAMESPACE = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def test_a_browser_learns_how_to_search_here(client: FlaskClient) -> None:
    a_show("Love & Other <Chores> of Ours")
    assert 'rel="search" href="/opensearch.xml"' in client.get("/").text
    response = client.get("/opensearch.xml", base_url="https://show.example")
    assert response.mimetype == "application/opensearchdescription+xml"
    document = ElementTree.fromstring(response.text)  # noqa: S314  # our own
    name = document.findtext("o:ShortName", namespaces=NAMESPACE) or ""
    assert 0 < len(name) <= 16
    address = document.find("o:Url[@type='text/html']", NAMESPACE)
    assert address is not None
    assert address.get("template") == "https://show.example/search?q={searchTerms}"


def test_a_discreet_page_offers_browsers_nothing_to_keep(client: FlaskClient) -> None:
    client.set_cookie("look", "discreet=on")
    page = client.get("/search?q=secret+worry").text
    assert "opensearch.xml" not in page
    assert "<title>Reading list</title>" in page


def test_the_address_is_https_where_the_site_is_reached_by_it(client: FlaskClient) -> None:
    client.application.config["SESSION_COOKIE_SECURE"] = True
    try:
        assert 'template="https://localhost/search' in client.get("/opensearch.xml").text
    finally:
        client.application.config["SESSION_COOKIE_SECURE"] = False
