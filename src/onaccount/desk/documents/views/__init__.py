"""Views of documents: translate the request, one call, translate the answer."""
