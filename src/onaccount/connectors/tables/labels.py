"""Words for what can be wrong with a file, a row or a cell, and for its repair 修正办法. Facts stand in braces."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

FILES: Words = {
    "file.empty": _("The file is empty."),
    "file.too_large": _("The file is too large: {bytes} bytes, {allowed} are allowed."),
    "file.damaged": _("The file is damaged and cannot be read."),
    "file.encrypted": _("The file is protected by a password."),
    "file.not_a_table": _("This is not a table but another kind of file: {found}."),
    "file.web_page": _("This is a web page that is only named like an Excel file."),
    "file.xml": _("This is an XML document, not an Excel workbook."),
    "file.json": _("This is JSON, not a table."),
    "file.encoding_unknown": _("The encoding of the text cannot be proved; the first doubtful line is {line}."),
    "file.encoding_wrong": _("The text is not in the encoding {encoding}: line {line} does not fit."),
    "file.encoding_mixed": _("The file mixes two encodings: line {utf_8_line} is UTF-8, line {line} is not."),
    "file.encoding_not_offered": _("The encoding {encoding} is not offered."),
    "file.delimiter_not_offered": _("The delimiter {delimiter} is not offered."),
    "file.nul": _("Line {line} holds a NUL character: this is not a text file, or it is damaged."),
    "file.line_too_long": _("Line {line} is longer than {allowed} characters."),
    "file.cell_too_large": _(
        "A cell is far too long, from line {line} to line {to_line}; a quotation mark may be missing."
    ),
    "file.too_many_rows": _("The file has more than {allowed} rows."),
    "file.too_many_columns": _("The table is {columns} columns wide; {allowed} are allowed."),
    "file.too_many_sheets": _("The workbook has {sheets} sheets; {allowed} are allowed."),
    "file.bomb": _("The file unpacks to an unreasonable size and is not opened."),
    "file.sizes_forged": _("The file lies about the size of its part {part} and is not opened."),
    "file.nested_archive": _("The file holds another archive inside: {part}."),
    "file.unsafe_path": _("The file holds a path or link that leads out of it: {part}."),
    "file.document_type": _("The file holds a document type declaration in {part}; such files are not opened."),
    "file.too_heavy": _("Reading the workbook takes more memory or time than is allowed."),
    "file.no_sheet": _("The workbook has no sheet with cells."),
    "file.empty_sheet": _("The sheet {sheet} is empty."),
    "file.sheet_missing": _("The workbook has no sheet named {sheet}."),
    "file.columns_missing": _("Columns that this source had before are missing: {titles}."),
    "export.too_many_rows": _("An Excel sheet holds {allowed} rows; export this list as CSV."),
}
CELLS: Words = {
    "row.too_long": _("The row has {cells} cells, the table {columns} columns."),
    "row.too_short": _("The row has only {cells} cells, the table {columns} columns."),
    "row.quotes_broken": _("The quotation marks do not match, up to line {to_line}."),
    "cell.required": _("The value is missing."),
    "cell.excel_error": _("The cell shows an Excel error."),
    "cell.formula_without_value": _("The formula was never calculated, so there is no value."),
    "cell.not_a_number": _("The cell holds infinity or no number at all."),
    "amount.not_a_number": _("The amount is not a number."),
    "amount.mark_unclear": _("It is not clear whether the point or the comma marks the decimals."),
    "amount.unit_twice": _("The cell names a unit of its own, but the column is in {unit}."),
    "amount.other_currency": _("The amount names another currency than its row, which is in {currency}."),
    "amount.too_large": _("The amount is impossibly large."),
    "amount.beyond_excel": _("The number has more than 15 digits; Excel has lost the last ones."),
    "amount.is_date": _("A date or time stands where an amount should."),
    "amount.is_boolean": _("TRUE or FALSE stands where an amount should."),
    "number.not_whole": _("This is not a whole number."),
    "number.is_date": _("A date or time stands where a number should."),
    "number.is_boolean": _("TRUE or FALSE stands where a number should."),
    "date.not_a_date": _("This is not a date."),
    "date.impossible": _("There is no such day in the calendar."),
    "date.order_unclear": _("Day and month cannot be told apart."),
    "date.order_contradicts": _("The date does not fit the order of day, month and year in this column."),
    "date.two_digit_year": _("The year has only two digits."),
    "date.serial": _("This is Excel's serial number of a day, not a date."),
    "date.out_of_range": _("The date lies before 1900."),
    "date.is_time": _("A time of day stands where a date should."),
    "date.is_boolean": _("TRUE or FALSE stands where a date should."),
    "code.destroyed": _("Excel has shortened this long number; its last digits are lost."),
    "code.is_date": _("Excel has turned this code into a date."),
    "code.is_boolean": _("Excel has turned this code into TRUE or FALSE."),
    "boolean.unknown": _("This is neither yes nor no."),
    "boolean.is_date": _("A date stands where yes or no should."),
    "currency.unreadable": _("This is not a currency."),
    "currency.is_number": _("A number stands where a currency should."),
    "currency.is_date": _("A date stands where a currency should."),
    "currency.is_boolean": _("TRUE or FALSE stands where a currency should."),
    "ledger.does_not_add_up": _(
        "{customer}: opening balance, debits and credits give {computed}; the difference is {difference}."
    ),
}
NOTES: Words = {
    "note.macros": _("The workbook contains macros; they were not run."),
    "note.external_links": _("The workbook refers to other files; only its saved values were read."),
}
REASONS: Words = FILES | CELLS | NOTES
REPAIRS: Words = {
    "file.too_large": _("Split the file, or export a shorter period."),
    "file.damaged": _("Open it in Excel, save it under a new name and try again."),
    "file.encrypted": _("Remove the password in Excel (File, Info, Protect Workbook) and save it again."),
    "file.web_page": _("Open it in Excel and save it as an Excel workbook (.xlsx)."),
    "file.xml": _("Open it in Excel and save it as an Excel workbook (.xlsx)."),
    "file.encoding_unknown": _("Choose the encoding by hand, or save the file from Excel as CSV UTF-8."),
    "file.encoding_wrong": _("Choose another encoding."),
    "file.encoding_mixed": _("Save the file anew from its source in one encoding."),
    "file.too_heavy": _("Save the sheet as CSV UTF-8: text files of any length can be read."),
    "file.too_many_columns": _("Delete the columns to the right that hold nothing useful."),
    "file.nested_archive": _("Remove embedded files, or save only the sheet with the data."),
    "file.columns_missing": _("Assign the columns again; the new assignment is remembered."),
    "row.too_long": _("Put cells that contain the delimiter into quotation marks."),
    "row.too_short": _("Complete the row in the source, or mend it here."),
    "row.quotes_broken": _("Double the quotation marks inside the cell, or remove them."),
    "file.cell_too_large": _("Look for a quotation mark that is never closed."),
    "cell.required": _("Enter the value."),
    "cell.excel_error": _("Mend the formula in Excel, or enter the value here."),
    "cell.formula_without_value": _("Open the file in Excel once and save it, or enter the value here."),
    "amount.not_a_number": _("Enter a number; text such as “pending” belongs into the remark."),
    "amount.mark_unclear": _("Say for the whole column which sign marks the decimals."),
    "amount.unit_twice": _("Remove the unit from the cell, or from the column's header."),
    "amount.other_currency": _("Correct the currency of the row, or the sign beside the amount."),
    "amount.beyond_excel": _("Format the column as text in Excel and enter the number again."),
    "date.order_unclear": _("Say for the whole column whether the day or the month comes first."),
    "date.order_contradicts": _("Correct the date, or choose another order for the column."),
    "date.two_digit_year": _("Allow two-digit years for the column, or write four digits."),
    "date.serial": _("Format the column as a date in Excel and save it again."),
    "date.impossible": _("Correct the day."),
    "code.destroyed": _("Format the column as text in the source and export it again; the digits cannot be guessed."),
    "code.is_date": _("Format the column as text in the source and export it again."),
    "currency.unreadable": _("Enter the three-letter code, such as CNY."),
    "ledger.does_not_add_up": _("A row is missing from the sheet, or a balance is wrong; compare it with the source."),
}


def message_of(*, code: str, facts: Mapping[str, Any]) -> str:
    """What is wrong, as one sentence in the reader's language; the code itself if it has no words."""
    return str(REASONS.get(code, code)).format(**facts)


def repair_of(*, code: str) -> str:
    """What to do about it, in the reader's language; empty where the message says all."""
    return str(REPAIRS.get(code, ""))
