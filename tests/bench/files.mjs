// Writes the mentions of the benchmark's CSV in another container, which its name's ending says:
//
//   node tests/bench/files.mjs FILE.ndjson|FILE.xlsx MENTIONS
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';

import { generate } from '../../scripts/sample/generate.mjs';
import { zip } from '../zip.mjs';

/** Of every row its cells, the header first. */
function* rows(mentions) {
  for (const { cells } of generate({ mentions })) yield cells;
}

function writeNdjson(path, mentions) {
  const file = openSync(path, 'w');
  let keys;
  let piece = '';
  for (const cells of rows(mentions)) {
    if (!keys) {
      keys = cells;
      continue;
    }
    piece += `${JSON.stringify(Object.fromEntries(keys.map((key, at) => [key, cells[at]])))}\n`;
    if (piece.length < 1 << 20) continue;
    writeSync(file, piece);
    piece = '';
  }
  writeSync(file, piece);
  closeSync(file);
}

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const kHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const kMain = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const kPackage = 'http://schemas.openxmlformats.org/package/2006';
const kOffice = 'http://schemas.openxmlformats.org/officeDocument/2006';

/** As spreadsheets save: each text once, in the table of shared strings; numbers as numbers. */
function writeXlsx(path, mentions) {
  const strings = new Map();
  let used = 0;
  let sheet = '';
  let row = 0;
  for (const cells of rows(mentions)) {
    sheet += `<row r="${++row}">`;
    cells.forEach((cell, at) => {
      if (cell === undefined || cell === '') return;
      const place = `r="${String.fromCharCode(65 + at)}${row}"`;
      if (typeof cell === 'number') {
        sheet += `<c ${place}><v>${cell}</v></c>`;
        return;
      }
      if (!strings.has(cell)) strings.set(cell, strings.size);
      ++used;
      sheet += `<c ${place} t="s"><v>${strings.get(cell)}</v></c>`;
    });
    sheet += '</row>';
  }
  const items = [...strings.keys()].map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`);
  writeFileSync(path, zip({
    '[Content_Types].xml': `${kHead}<Types xmlns="${kPackage}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`,
    '_rels/.rels': `${kHead}<Relationships xmlns="${kPackage}/relationships"><Relationship Id="rId1" Type="${kOffice}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${kHead}<workbook xmlns="${kMain}" xmlns:r="${kOffice}/relationships"><sheets><sheet name="Mentions" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${kHead}<Relationships xmlns="${kPackage}/relationships"><Relationship Id="rId1" Type="${kOffice}/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${kOffice}/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${kHead}<worksheet xmlns="${kMain}"><sheetData>${sheet}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `${kHead}<sst xmlns="${kMain}" count="${used}" uniqueCount="${strings.size}">${items.join('')}</sst>`,
  }));
}

const [path, mentions] = process.argv.slice(2);
(path.includes('.xlsx') ? writeXlsx : writeNdjson)(path, Number(mentions));
