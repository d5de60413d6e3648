"""Words of stored answers 已存回复."""

from django.utils.translation import gettext_lazy as _

REASONS = {"answers.key_reused": _("The key {key} was used before for a different request.")}
