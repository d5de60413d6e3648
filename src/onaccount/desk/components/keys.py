"""The keys of the desk, listed on every page behind "?"; none overrides the browser and all can be switched off."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.status import Word

KEYS: Final[tuple[tuple[tuple[str, ...], Word], ...]] = (
    (("Ctrl K",), _("Find and go anywhere")),
    (("/",), _("Search in this list")),
    (("j", "k"), _("Next row, previous row")),
    (("x",), _("Select the row")),
    (("Enter",), _("Open the row")),
    (("e",), _("Export to Excel")),
    (("Esc",), _("Close what is open")),
    (("?",), _("Show these keys")),
)
