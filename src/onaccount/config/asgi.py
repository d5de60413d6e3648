"""The application a web server runs: `uvicorn onaccount.config.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onaccount.config.settings")

application = get_asgi_application()
