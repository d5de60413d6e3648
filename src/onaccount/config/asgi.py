"""The application a web server runs: `uvicorn onaccount.config.asgi:application`."""

import gc
import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onaccount.config.settings")

django = get_asgi_application()  # first: what follows needs Django set up

from onaccount.api.hot import HotPath  # noqa: E402
from onaccount.api.hot_answers import answer_batch, answer_together  # noqa: E402

gc.collect()
gc.freeze()  # what the program itself consists of is never looked through for garbage again,
gc.set_threshold(200_000, 20, 20)  # and what two batches of a thousand orders make is not while they are being made
application = HotPath(behind=django, answering=answer_together, answering_batch=answer_batch)
