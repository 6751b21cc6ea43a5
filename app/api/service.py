"""The application class: FastAPI with an OpenAPI document that is complete in itself and reads well."""

from typing import Any

from fastapi import FastAPI

from app.api.lists import LARGEST_PAGE
from app.api.schemas.problems import Problem
from app.api.strict_query import MAX_VALUE_LENGTH

NO_NUL = r"^[^\x00]*$"
TOLD_OTHERWISE = {"format", "enum", "const"}
SCHEMAS = "#/components/schemas/"


class Service(FastAPI):
    """The application; its OpenAPI document holds the problem document's schema and a summary for each operation."""

    def openapi(self) -> dict[str, Any]:
        """The document, made once."""
        if self.openapi_schema is None:
            document = super().openapi()
            problem = Problem.model_json_schema(ref_template=SCHEMAS + "{model}")
            document["components"]["schemas"] |= problem.pop("$defs") | {Problem.__name__: problem}
            for operations in document["paths"].values():
                for operation in operations.values():
                    operation["summary"], _, rest = operation["description"].partition("\n\n")
                    operation["summary"] = " ".join(operation["summary"].split()).rstrip(".")
                    operation["description"] = rest or operation["summary"]
                    for parameter in operation.get("parameters", []):
                        self._tell_limits(parameter)
        schema: dict[str, Any] = self.openapi_schema or document
        return schema

    def _tell_limits(self, parameter: dict[str, Any]) -> None:
        """Say of a parameter what every query is held to, and what the settings allow."""
        schema = parameter["schema"]
        for option in (schema, *schema.get("anyOf", []), schema.get("items", {})):
            if option.get("maximum") == LARGEST_PAGE:
                option["maximum"] = self.state.settings.max_page_size
            if parameter["in"] == "query" and option.get("type") == "string" and not option.keys() & TOLD_OTHERWISE:
                option.setdefault("maxLength", MAX_VALUE_LENGTH)
                option.setdefault("pattern", NO_NUL)
