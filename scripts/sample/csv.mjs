// RFC 4180 rows with LF line ends: a cell is quoted only when it has to be.

const kNeedsQuotes = /[",\r\n]/;

export function csv_cell(value) {
  const text = value === undefined || value === null ? '' : String(value);
  return kNeedsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv_row(cells) {
  let row = '';
  for (let i = 0; i < cells.length; i++) row += (i ? ',' : '') + csv_cell(cells[i]);
  return row + '\n';
}
