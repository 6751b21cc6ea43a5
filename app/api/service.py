"""The application class: FastAPI with an OpenAPI document that is complete in itself and reads well."""

from typing import Any

from fastapi import FastAPI

from app.api.schemas.problems import Problem

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
        schema: dict[str, Any] = self.openapi_schema or document
        return schema
