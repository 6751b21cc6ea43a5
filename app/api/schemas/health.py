"""Whether the service works."""

from typing import Literal

from pydantic import BaseModel


class Health(BaseModel):
    """Whether the service works."""

    status: Literal["ok"]
