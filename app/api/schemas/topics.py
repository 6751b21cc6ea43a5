"""Topics, and the rules that give entries theirs."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field


class TopicRulePublic(BaseModel):
    """When an entry is about a topic, by the words of its title and text."""

    any: list[str] = Field(description="At least one of these, if there are any.")
    all: list[str] = Field(description="Every one of these.")
    none: list[str] = Field(description="Not one of these.")
    language: str | None = Field(description="Only entries of blogs in this language.")
    created_at: AwareDatetime
    updated_at: AwareDatetime


class TopicDetail(BaseModel):
    """A topic, the number of its entries and its rule."""

    name: str
    slug: str
    source: Literal["publisher", "rule", "text"] = Field(
        description="The publisher, if one ever named it; else who named it first."
    )
    entries: int = Field(description="Entries about it that are not deleted, whoever says so.")
    rule: TopicRulePublic | None = Field(description="Null: no rule gives entries this topic.")


class TopicRuleSaved(TopicDetail):
    """A topic whose rule was just saved; stored entries follow."""

    job_id: UUID = Field(description="Once `/v1/jobs/{job_id}` is `done`, stored entries have their topics.")
