"""A page asked for one of its tables answers with a workbook of it: `?table=acceptors`, under the policy of the page itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from onaccount.connectors.tables import writing
from onaccount.desk.components.drawn import export_of


class DrawnTables:
    """Runs last, so that what it reads is what the view drew for this person; any other answer passes through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        name, today = request.GET.get("table", ""), getattr(request, "today", None)
        if not name or not today or request.method != "GET" or not _is_page(answer):
            return answer
        export = export_of(html=answer.content.decode(), name=name)
        if export is None:
            return answer
        form = writing.ExportFormat.XLSX
        disposition = {"Content-Disposition": f'attachment; filename="{name}-{today.isoformat()}.xlsx"'}
        content = writing.file_bytes(export=export, form=form)
        return HttpResponse(content, content_type=form.media_type, headers=disposition)


def _is_page(answer: HttpResponse) -> bool:
    return answer.status_code == 200 and not answer.streaming and answer["Content-Type"].startswith("text/html")
