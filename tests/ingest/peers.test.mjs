// The reader of delimited text beside its peers: a collection of CSV files with their contents, a
// well-kept parser, and its own mirror image, a writer.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const require = createRequire(join(root, 'web/package.json'));
const { parse, CsvError } = require('csv-parse/sync');

const DELIMITERS = [',', ';', '\t', '|'];

/** What the reader makes of many texts, in one run: [{delimiter, headerRow, records, rejects}]. */
function readAll(requests) {
  const { stdout, stderr, status } = spawnSync(join(root, 'build/native/earshot_cells'), {
    input: requests.map((request) => `${JSON.stringify(request)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  assert.equal(status, 0, stderr);
  return stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
}

/** Numbers from 0 to `limit` - 1, the same ones at every run (the generator is Mulberry32's). */
function random(seed) {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

const shown = (value) => JSON.stringify(value);

const spectrum = dirname(require.resolve('csv-spectrum'));
const names = readdirSync(join(spectrum, 'csvs')).map((file) => file.replace(/\.csv$/, ''));
const spectrumTexts = names.map((name) => readFileSync(join(spectrum, 'csvs', `${name}.csv`), 'utf8'));

// Here the collection's JSON is an object with another telephone number than its CSV holds.
const CORRECTED = { location_coordinates: (object) => [{ ...object, 'Contact Phone Number': '2095257564' }] };

for (const [index, name] of names.entries()) {
  test(`csv-spectrum: ${name} is read as it should be, with its layout found`, () => {
    const [{ records: [header, ...rows], rejects }] = readAll([{ text: spectrumTexts[index] }]);
    const objects = rows.map((row) => Object.fromEntries(header.map((key, at) => [key, row[at]])));
    const contents = JSON.parse(readFileSync(join(spectrum, 'json', `${name}.json`), 'utf8'));
    assert.deepEqual(objects, CORRECTED[name]?.(contents) ?? contents);
    assert.deepEqual(rejects, []);
  });
}

// ---- the peer ----------------------------------------------------------------------------------

const peer = (text, delimiter, options = {}) =>
  parse(text, {
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
    ...options,
  });

/**
 * The rules of the reader, a character at a time, and what a text holds on which readers may differ:
 *
 *   quoteInside     5" nails: to the peer an error unless it is told to relax, here a character
 *   textAfterQuote  "a"b: to the peer an error, here the text is kept: ab
 *   crAtEnd         a CR that ends the text is dropped here as one before a LF; the peer keeps it
 *   unclosedQuote   the peer gives up the text, the reader one record
 */
function model(text, delimiter) {
  const records = [], differences = new Set();
  let cells = [], cell = '', quoted = false, inside = false;
  const endRecord = () => {
    if (cells.length > 0 || cell !== '' || quoted) records.push([...cells, cell]);
    cells = [];
    cell = '';
    quoted = false;
  };
  for (let at = 0; at < text.length; ++at) {
    const character = text[at], next = text[at + 1];
    if (inside) {
      if (character !== '"') cell += character;
      else if (next === '"') cell += text[++at];
      else inside = false;
    } else if (character === '"' && cell === '' && !quoted) {
      quoted = inside = true;
    } else if (character === delimiter) {
      cells.push(cell);
      cell = '';
      quoted = false;
    } else if (character === '\n') {
      endRecord();
    } else if (character === '\r' && next === '\n') {
      continue;
    } else if (character === '\r' && next === undefined) {
      differences.add('crAtEnd');
    } else {
      if (quoted) differences.add('textAfterQuote');
      else if (character === '"') differences.add('quoteInside');
      cell += character;
    }
  }
  if (inside) differences.add('unclosedQuote');
  else endRecord();
  return { records, differences };
}

/** Texts of few different characters, so that they meet in every way; some many vectors long. */
function randomText(pick) {
  const letters = [
    ['a', 'b', ' ', '', '', '한', '😀', 'a word or two', '"', '"', '""', '"x"', '","'],
    ['\n', '\n', '\r\n', '\r', ',', ',', ',', ';', '\t', '|'],
  ].flat();
  return Array.from({ length: pick(pick(4) ? 40 : 400) }, () => letters[pick(letters.length)]).join('');
}

/** A well-formed text with a few characters put in, taken out or moved. */
function mutatedText(pick) {
  let text = spectrumTexts[pick(spectrumTexts.length)];
  for (let times = 1 + pick(4); times > 0; --times) {
    const at = pick(text.length + 1);
    const piece = ['"', ',', '\n', '\r', '\r\n', ' ', '', text.slice(pick(text.length + 1)).slice(0, 8)][pick(8)];
    text = text.slice(0, at) + piece + text.slice(at + pick(3));
  }
  return text;
}

test('20,000 random and mutated texts are read as csv-parse reads them, but for known differences', () => {
  const pick = random(1);
  const requests = Array.from({ length: 20_000 }, (_, index) => ({
    text: index % 2 ? randomText(pick) : mutatedText(pick),
    delimiter: DELIMITERS[index % 3 ? 0 : pick(DELIMITERS.length)],
    piece: 1 + pick(pick(2) ? 9 : 999),
  }));
  const answers = readAll(requests);
  const met = { none: 0, quoteInside: 0, textAfterQuote: 0, crAtEnd: 0, unclosedQuote: 0 };
  for (const [index, { text, delimiter }] of requests.entries()) {
    const { records, rejects } = answers[index];
    const { records: expected, differences } = model(text, delimiter);
    for (const difference of differences.size > 0 ? differences : ['none']) ++met[difference];
    const why = `${[...differences]} ${shown(text)}`;

    if (differences.has('unclosedQuote')) {
      assert.deepEqual(records.slice(0, expected.length), expected, why);
      assert.ok(rejects.some(({ code }) => code === 'unclosedQuote'), why);
    } else {
      assert.deepEqual(records, expected, why);
      assert.deepEqual(rejects, [], why);
    }

    if (differences.has('unclosedQuote') || differences.has('textAfterQuote')) {
      assert.throws(() => peer(text, delimiter), CsvError, why);
    } else {
      const ended = differences.has('crAtEnd') ? `${text}\n` : text;
      assert.deepEqual(peer(ended, delimiter, { relax_quotes: differences.has('quoteInside') }), expected, why);
    }
  }
  for (const [difference, count] of Object.entries(met)) assert.ok(count > 500, `${difference}: ${count} texts`);
});

// ---- its mirror image --------------------------------------------------------------------------

/** Quotes a cell: where it must be, always, or (where no cell needs it) never. */
const QUOTING = {
  minimal: (cell, needs) => (needs ? `"${cell.replaceAll('"', '""')}"` : cell),
  all: (cell) => `"${cell.replaceAll('"', '""')}"`,
  none: (cell) => cell,
};

function write(table, { delimiter, quoting, newline, lastNewline }) {
  const lines = table.map((row) =>
    row
      .map((cell) =>
        QUOTING[quoting](cell, /["\r\n]/.test(cell) || cell.includes(delimiter) || (row.length === 1 && cell === '')))
      .join(delimiter));
  return lines.join(newline) + (lastNewline ? newline : '');
}

const PIECES = ['a', 'word', ' ', '  ', '', '7', '-', "'", '가나', 'тест', '日本', '😀', 'é', '\u00a0', '\ufffd'];
const HARD_PIECES = [...PIECES, ...DELIMITERS, '"', '""', '\n', '\r\n', '\r', '","', '"\n"'];

test('4,000 tables, written in every dialect, are read as they were', () => {
  const pick = random(2);
  const tables = [], requests = [];
  for (let times = 0; times < 4_000; ++times) {
    const quoting = Object.keys(QUOTING)[times % 3];
    const pieces = quoting === 'none' ? PIECES : HARD_PIECES;
    const columns = 1 + pick(5);
    const cell = () => Array.from({ length: pick(6) }, () => pieces[pick(pieces.length)]).join('');
    const table = Array.from({ length: 1 + pick(6) }, () => Array.from({ length: columns }, cell));
    // A row of one empty cell is a blank line unless it is quoted.
    if (quoting === 'none') for (const row of table) row[0] ||= 'x';
    const delimiter = DELIMITERS[pick(4)];
    const text = write(table, { delimiter, quoting, newline: ['\n', '\r\n'][pick(2)], lastNewline: pick(2) === 1 });
    tables.push(table);
    requests.push({ text, delimiter, piece: 1 + pick(pick(2) ? 9 : 999) });
  }
  const answers = readAll(requests);
  for (const [index, { text }] of requests.entries()) {
    assert.deepEqual(answers[index].records, tables[index], shown(text));
    assert.deepEqual(answers[index].rejects, [], shown(text));
  }
});

test('600 tables under usual column names tell their dialect', () => {
  const pick = random(3);
  const tables = [], requests = [], delimiters = [];
  for (let times = 0; times < 600; ++times) {
    const header = ['text', 'author', 'date', 'url', 'likes'].slice(0, 2 + pick(4));
    const cell = () => Array.from({ length: pick(6) }, () => HARD_PIECES[pick(HARD_PIECES.length)]).join('');
    const table = [header, ...Array.from({ length: 1 + pick(9) }, () => header.map(cell))];
    const delimiter = DELIMITERS[times % 4];
    const quoting = ['minimal', 'all'][pick(2)];
    tables.push(table);
    delimiters.push(delimiter);
    requests.push({ text: write(table, { delimiter, quoting, newline: ['\n', '\r\n'][pick(2)], lastNewline: true }) });
  }
  for (const [index, { delimiter, headerRow, records }] of readAll(requests).entries()) {
    const text = shown(requests[index].text);
    assert.equal(delimiter, delimiters[index], text);
    assert.equal(headerRow, 1, text);
    assert.deepEqual(records, tables[index], text);
  }
});
