"""What every body of a call has in common 请求体: a field it does not know is a mistake, named together with the nearest it knows."""

from difflib import get_close_matches
from typing import Any, Final

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError, PydanticKnownError

from onaccount.kernel.text import has_exponent


class Body(Schema):
    """A body, or a part of one. A field nobody reads is refused, for whoever wrote it meant something by it."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _is_known(cls, sent: Any) -> Any:
        """Refuse each field that is not known here by its place."""
        unknown = [name for name in sent if name not in cls.model_fields] if isinstance(sent, dict) else []
        if unknown:
            raise ValidationError.from_exception_data(cls.__name__, [_mistake(name, cls) for name in unknown])
        return sent


def _written_out(sent: Any) -> Any:
    """Refuse 1e9 as text like any other text that is no figure; as a JSON number it is one."""
    if isinstance(sent, str) and has_exponent(sent):
        raise PydanticKnownError("decimal_parsing")
    return sent


WRITTEN_OUT: Final = BeforeValidator(_written_out)


def _mistake(name: str, shape: type[Body]) -> InitErrorDetails:
    near = get_close_matches(name, shape.model_fields, n=1)
    said = (
        _("There is no such field.")
        if not near
        else _("There is no such field; is %(field)s meant?") % {"field": near[0]}
    )
    kind = PydanticCustomError("unknown_field", "{said}", {"said": said})
    return InitErrorDetails(type=kind, loc=(name,), input=None)
