"""The closed lists of what a page may name when it tells how fast it was.

A test compares them with the templates and the dashboard's source.
"""

DASHBOARD = "/w/:org"
DASHBOARD_PAGES = frozenset(
    f"{DASHBOARD}{path}"
    for path in (
        "/inbox/:queue",
        "/inbox/:queue/:conversationId",
        "/billing",
        "/settings/channels",
        "/settings/conversations",
        "/settings/team",
        "/settings/workspace",
        "/settings/privacy",
        "/settings/audit-log",
        "/settings/api-keys",
        "/settings/parked",
    )
)
"""The dashboard's pages, with what stands for an id in its place."""

TRACKED = frozenset(
    {
        "contact-send",
        "resolve",
        "see-prices",
        "send",
        "sign-in",
        "sign-in-send",
        "sign-up-call",
        "sign-up-opening",
        "sign-up-prices",
        "sign-up-send",
        "sign-up-top",
        "subscribe",
        "take-next",
    }
)
"""Values of `data-track`: buttons whose presses are counted."""

NAMED = frozenset({"opening", "picture", "plans", "conversation-list", "thread", "composer"})
"""Values of `data-name`: parts of a page, for saying which one jumped."""

TAGS = frozenset(
    {
        "a", "article", "aside", "body", "button", "canvas", "dd", "details", "dialog", "div",
        "dl", "dt", "em", "fieldset", "figcaption", "figure", "footer", "form", "g", "h1", "h2",
        "h3", "h4", "h5", "h6", "header", "html", "img", "input", "label", "legend", "li", "main",
        "nav", "ol", "p", "path", "picture", "pre", "rect", "section", "select", "small", "span",
        "strong", "summary", "svg", "table", "tbody", "td", "text", "textarea", "tfoot", "th",
        "thead", "time", "tr", "ul", "video",
    }
)  # fmt: skip
"""Elements of HTML and SVG, for parts without a name."""
OTHER_PART = "other"
