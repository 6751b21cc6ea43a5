"""Rules that give entries a topic by the words of their title and text."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import Request
from psycopg import AsyncConnection
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from starlette.responses import Response

from app.api.deps import Connection, SettingsDep, WorkerDep
from app.api.identifiers import TopicSlug
from app.api.routing import WRITER, WRITER_ERRORS, problems, router
from app.api.schemas.topics import TopicDetail, TopicRulePublic, TopicRuleSaved
from app.errors import Fault, InvalidParameter
from app.settings import Settings
from app.store.rule_words import Rule, words_of
from app.store.rules import add_rule, delete_rule, get_topic, replace_rule
from app.store.search import base_language
from app.store.slugs import slug

routes = router("topics")

NO_NUL = r"^[^\x00]*$"
Term = Annotated[str, Field(min_length=1, pattern=NO_NUL)]


def _holding(name: str) -> JsonDict:
    return {"required": [name], "properties": {name: {"minItems": 1}}}


class NewTopicRule(BaseModel):
    """A topic, and the words by which entries get it; `any` or `all` must hold a term."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"anyOf": [_holding("any"), _holding("all")]})

    name: str = Field(
        min_length=1, max_length=100, pattern=NO_NUL, description="The topic's name.", examples=["Ferry strike"]
    )
    any: list[Term] = Field(
        default_factory=list, description="Words or phrases of which one must be there.", examples=[["ferry strike"]]
    )
    all: list[Term] = Field(default_factory=list, description="Those that must all be there.", examples=[["harbour"]])
    none: list[Term] = Field(default_factory=list, description="Those that must not be there.", examples=[["air"]])
    language: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,4}$",
        description="Only entries of blogs in this language, whatever its region.",
        examples=["en"],
    )

    def to_rule(self, settings: Settings) -> Rule:
        """The rule as it is kept. Raises `InvalidParameter` for what is beyond the limits, or says nothing."""
        faults = [*self._faults_of_terms(settings)]
        if not words_of(self.name):
            faults.append(Fault("body", "name", "holds no letter or digit"))
        count = len(self.any) + len(self.all) + len(self.none)
        if not self.any and not self.all:
            faults.append(Fault("body", "any", "is needed where there is no `all`: a rule finds entries by a term"))
        if count > settings.max_topic_terms:
            faults.append(Fault("body", "any", f"with `all` and `none`: more than {settings.max_topic_terms} terms"))
        if faults:
            raise InvalidParameter("; ".join(f"{fault.name} {fault.message}" for fault in faults[:3]), faults=faults)
        name = " ".join(self.name.split())
        return Rule(slug(name), name, tuple(self.any), tuple(self.all), tuple(self.none), base_language(self.language))

    def _faults_of_terms(self, settings: Settings) -> list[Fault]:
        longest = settings.max_topic_term_characters
        faults = []
        for name, terms in (("any", self.any), ("all", self.all), ("none", self.none)):
            for position, term in enumerate(terms[: settings.max_topic_terms + 1]):
                if len(term) > longest:
                    faults.append(Fault("body", f"{name}.{position}", f"is longer than {longest} characters"))
                elif not words_of(term):
                    faults.append(Fault("body", f"{name}.{position}", "holds no letter or digit"))
        return faults


@routes.post(
    "/topics",
    operation_id="createTopicRule",
    dependencies=WRITER,
    status_code=HTTPStatus.CREATED,
    responses=problems(*WRITER_ERRORS, 409, 413),
)
async def create_topic_rule(  # noqa: PLR0913 (what a request brings)
    *,
    request: Request,
    response: Response,
    connection: Connection,
    settings: SettingsDep,
    worker: WorkerDep,
    new: NewTopicRule,
) -> TopicRuleSaved:
    """Give a topic to all entries that hold these words: at once to new ones, soon to those that are stored.

    Terms are whole words or phrases of title or text, whatever their case and accents. docs/topics.md tells all of it.
    """
    rule = new.to_rule(settings)
    job_id = await add_rule(connection, rule, most=settings.max_topic_rules, now=datetime.now(UTC))
    worker.wake()
    response.headers["Location"] = str(request.url_for("read_topic", topic=rule.slug))
    return await _saved(connection, rule.slug, job_id)


@routes.get("/topics/{topic}", operation_id="getTopic", responses=problems(404))
async def read_topic(connection: Connection, topic: TopicSlug) -> TopicDetail:
    """Get a topic with the number of its entries and its rule, if it has one."""
    return await _detail(connection, topic)


@routes.put(
    "/topics/{topic}",
    operation_id="replaceTopicRule",
    dependencies=WRITER,
    responses=problems(*WRITER_ERRORS, 404, 413),
)
async def update_topic_rule(
    connection: Connection, settings: SettingsDep, worker: WorkerDep, topic: TopicSlug, new: NewTopicRule
) -> TopicRuleSaved:
    """Put another rule in the place of a topic's. The name may be spelled otherwise, with the same slug."""
    rule = new.to_rule(settings)
    if rule.slug != topic:
        message = f"is the name of {rule.slug}, not of {topic}: delete this rule and make another"
        raise InvalidParameter(f"name {message}", faults=[Fault("body", "name", message)])
    job_id = await replace_rule(connection, rule, now=datetime.now(UTC))
    worker.wake()
    return await _saved(connection, rule.slug, job_id)


@routes.delete(
    "/topics/{topic}",
    operation_id="deleteTopicRule",
    dependencies=WRITER,
    status_code=HTTPStatus.NO_CONTENT,
    responses=problems(*WRITER_ERRORS, 404),
)
async def remove_topic_rule(connection: Connection, worker: WorkerDep, topic: TopicSlug) -> None:
    """Forget a topic's rule. Entries that have the topic from the rule alone lose it soon."""
    await delete_rule(connection, topic, now=datetime.now(UTC))
    worker.wake()


async def _detail(connection: AsyncConnection[object], topic: str) -> TopicDetail:
    found = await get_topic(connection, topic)
    rule = found.rule and TopicRulePublic(
        any=found.rule.any_of,
        all=found.rule.all_of,
        none=found.rule.none_of,
        language=found.rule.language,
        created_at=found.rule.created_at,
        updated_at=found.rule.updated_at,
    )
    return TopicDetail(name=found.name, slug=found.slug, source=found.source, entries=found.entries, rule=rule)


async def _saved(connection: AsyncConnection[object], topic: str, job_id: UUID) -> TopicRuleSaved:
    detail = await _detail(connection, topic)
    return TopicRuleSaved(**detail.model_dump(), job_id=job_id)
