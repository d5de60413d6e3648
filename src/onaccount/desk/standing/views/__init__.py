"""Views of standing, by page. In: a request of somebody signed in. Out: a page or a redirect. Never: a rule."""
