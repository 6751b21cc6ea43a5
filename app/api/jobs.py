"""Jobs: what became of something that was accepted."""

from app.api.deps import Connection
from app.api.identifiers import JobId
from app.api.routing import WRITER, WRITER_ERRORS, problems, router
from app.api.schemas.sources import JobPublic
from app.store.jobs import get_job

routes = router("ingest")


@routes.get("/jobs/{job_id}", operation_id="getJob", dependencies=WRITER, responses=problems(*WRITER_ERRORS, 404))
async def read_job(connection: Connection, job_id: JobId) -> JobPublic:
    """Get a job's state and, once it is done, the outcome of each of its pages."""
    job = await get_job(connection, job_id)
    return JobPublic(**job.model_dump(include=set(JobPublic.model_fields)))
