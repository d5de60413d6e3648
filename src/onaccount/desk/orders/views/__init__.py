"""Views of orders: translate the request, one call, translate the answer."""
