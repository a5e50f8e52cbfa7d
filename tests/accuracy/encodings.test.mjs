// How often the encoding of a small file is told right: people's texts of each language in the
// encodings that its files have, as CSV of 5, 20 and 100 rows below an English header.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const texts = join(process.env.EARSHOT_SHARED ?? join(root, '../shared'), 'data/sentiment');
const earshot = join(root, 'build/native/earshot');

/** What Earshot prints, and iconv's name of the same. */
const iconvNames = {
  cp949: 'CP949', shift_jis: 'CP932', 'euc-jp': 'EUC-JP', 'iso-2022-jp': 'ISO-2022-JP', gb18030: 'GB18030', big5: 'BIG5',
  'windows-1251': 'CP1251', 'koi8-r': 'KOI8-R', 'windows-1252': 'CP1252', 'windows-1250': 'CP1250',
  'windows-1254': 'CP1254', 'windows-874': 'TIS-620', macintosh: 'MACINTOSH', 'utf-8': 'UTF-8',
};
const western = ['windows-1252', 'macintosh'];
const encodingsOf = {
  ko: ['cp949'], ja: ['shift_jis', 'euc-jp', 'iso-2022-jp'], zh: ['gb18030'], ru: ['windows-1251', 'koi8-r'],
  uk: ['windows-1251'], th: ['windows-874'], tr: ['windows-1254'], pl: ['windows-1250'], ro: ['windows-1250'],
  en: western, de: western, fr: western, es: western, it: western, pt: western, pt_br: western, nl: western, sv: western,
};
const rowCounts = [5, 20, 100];
const mostFiles = 120;
/** At least this share, over all files of that many rows. */
const wanted = { 5: 0.95, 20: 0.99, 100: 0.99 };

const tool = (command, args, input) => spawnSync(command, args, { input, maxBuffer: 1 << 30 }).stdout;
const iconv = (from, to, bytes) => tool('iconv', ['-c', '-f', from, '-t', to], bytes);
const hasTools = ['iconv', 'xz'].every((name) => spawnSync(name, ['--version']).status === 0);
const skip = !existsSync(texts) ? 'no texts beside the repository' : !hasTools && 'needs iconv and xz';

/** Texts that no model or table has seen; all of them where a language has no such part. */
function textsOf(language) {
  const rows = tool('xz', ['-dc', join(texts, `${language}.tsv.xz`)]).toString('utf8').split('\n').slice(1)
    .map((line) => line.split('\t')).filter((cells) => cells.length >= 4);
  const unseen = rows.filter(([, part]) => part !== 'train');
  return (unseen.length >= 100 ? unseen : rows).slice(0, 20_000).map((cells) => {
    // The letters with commas below are younger than the code pages; files have cedillas.
    const text = cells[3].replaceAll('"', "'").replaceAll('\r', ' ');
    return language === 'ro' ? text.replace(/[șțȘȚ]/g, (c) => ({ ș: 'ş', ț: 'ţ', Ș: 'Ş', Ț: 'Ţ' })[c]) : text;
  });
}

function filesOf(lines, rowCount) {
  const files = [];
  for (let at = 0; at + rowCount <= lines.length && files.length < mostFiles; at += rowCount) {
    const parts = [Buffer.from('id,date,author,text\r\n')];
    for (let row = 0; row < rowCount; ++row) {
      parts.push(Buffer.from(`${at + row},2024-03-${10 + (row % 20)},user${row * 7},"`), lines[at + row], Buffer.from('"\r\n'));
    }
    const file = Buffer.concat(parts);
    if (file.some((byte) => byte > 0x7f || byte === 0x1b)) files.push(file);
  }
  return files;
}

function linesOf(bytes) {
  const lines = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0x0a, start);
    lines.push(bytes.subarray(start, end < 0 ? bytes.length : end));
    start = end < 0 ? bytes.length : end + 1;
  }
  return lines;
}

let folder;
before(() => { folder = mkdtempSync(join(tmpdir(), 'earshot-encodings-')); });
after(() => rmSync(folder, { recursive: true }));

const totals = Object.fromEntries(rowCounts.map((count) => [count, { right: 0, all: 0 }]));

for (const [language, encodings] of Object.entries(encodingsOf)) {
  test(`the encoding of small files: ${language}`, { skip }, (t) => {
    const joined = Buffer.from(textsOf(language).join('\n'));
    for (const encoding of encodings) {
      const lines = linesOf(iconv('UTF-8', iconvNames[encoding], joined));
      const shares = rowCounts.map((rowCount) => {
        const files = filesOf(lines, rowCount);
        const paths = files.map((bytes, i) => {
          const path = join(folder, `${i}.csv`);
          writeFileSync(path, bytes);
          return path;
        });
        if (paths.length === 0) return '-';
        const inputs = JSON.parse(tool(earshot, ['inspect', ...paths]));
        assert.equal(inputs.length, files.length);
        // Where two encodings have all of a file's letters in the same places, either is right.
        const right = inputs.filter((input, i) => {
          if (input.encoding === encoding) return true;
          const name = iconvNames[input.encoding];
          return name && iconv(name, 'UTF-8', files[i]).equals(iconv(iconvNames[encoding], 'UTF-8', files[i]));
        }).length;
        totals[rowCount].right += right;
        totals[rowCount].all += files.length;
        return `${((100 * right) / files.length).toFixed(1)} % of ${files.length}`;
      });
      t.diagnostic(`${language} ${encoding}: ${rowCounts.map((count, i) => `${count} rows ${shares[i]}`).join(', ')}`);
    }
  });
}

test('the encoding of small files: all languages', { skip }, (t) => {
  for (const [rowCount, { right, all }] of Object.entries(totals)) {
    t.diagnostic(`${rowCount} rows: ${right} of ${all}`);
    assert.ok(all > 0 && right >= wanted[rowCount] * all, `${rowCount} rows: ${right} of ${all}`);
  }
});
