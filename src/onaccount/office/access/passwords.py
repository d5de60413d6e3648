"""How long a password 密码 must be, said in both languages."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Refuses a short password; Django's own sentence has no Chinese."""

    def get_error_message(self) -> str:
        """What is said to whoever chose a short one."""
        return _("The password is too short: at least %(length)s characters.") % {"length": self.min_length}
