// What the page says of an input, and how the person's word on it is kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './source.mjs';

const shelf = new Map();
globalThis.localStorage = {
  getItem: (key) => shelf.get(key) ?? null,
  setItem: (key, value) => void shelf.set(key, value),
  removeItem: (key) => void shelf.delete(key),
};
Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en-GB'] }, configurable: true });

const { language } = await load('i18n/text.ts');
const { daysOf, leftOut, openQuestion, recognised } = await load('state/recognised.ts');
const corrections = await load('state/corrections.ts');
const { decide, decisionsOf, fieldOf, inputSettings, isKept, keep, originOf, savedInputs, withField } =
  corrections;

const inspection = (changes = {}) => ({
  name: 'march.csv',
  container: 'csv',
  formatTitle: 'Brandwatch',
  encoding: 'utf-8',
  delimiter: ',',
  sheet: null,
  sheets: [],
  sha256: 'ab',
  header: ['Date', 'Snippet', 'Full Text', 'Topics'],
  columns: [
    { header: 'Date', field: 'date' },
    { header: 'Snippet', field: 'text' },
    { header: 'Full Text', field: null },
    { header: 'Topics', field: 'tags' },
  ],
  dateOrder: 'dmy',
  dates: { ambiguous: true, sentence: null, example: '03/04/2026', timeZone: null },
  period: { from: '2026-01-01T00:00:00Z', to: '2026-03-31T12:00:00Z' },
  counts: { records: 12422, mentions: 12403, empty: 3, duplicates: 14, rejected: 2 },
  polls: 0,
  applied: null,
  notes: [],
  error: null,
  cancelled: false,
  ...changes,
});

const source = (name) => ({
  name,
  file: { lastModified: new Date(2026, 2, 5, 7, 8, 9).getTime() },
});

const spoken = (code, say) => {
  language.value = code;
  try {
    return say().replaceAll(/[\u2009\u00a0]/g, ' ');
  } finally {
    language.value = 'en';
  }
};

test('one sentence says what an input is, in the order of the language', () => {
  const say = () => recognised(inspection());
  assert.match(
    spoken('en', say),
    /^Brandwatch export, 12,403 mentions, .*Jan.*31.*2026, UTF-8; dates read as day\/month\.$/,
  );
  assert.match(spoken('ko', say), /^Brandwatch 내보내기 파일, 언급 12,403 건, 2026년 1월 1일.*, UTF-8; 날짜는/);
  assert.match(spoken('ja', say), /^Brandwatch の書き出し、12,403 件、2026.*、UTF-8。日付は.*。$/);
  assert.match(spoken('ru', say), /^Выгрузка Brandwatch, 12.403 упоминания, .*, UTF-8; даты прочитаны/);
});

test('a file of no named format is called by its kind, and what is not known is left out', () => {
  const plain = { formatTitle: null, period: null, dateOrder: null };
  assert.equal(recognised(inspection({ ...plain, delimiter: '\t' })), 'Tab-separated file, 12,403 mentions, UTF-8.');
  assert.equal(
    recognised(
      inspection({ ...plain, container: 'xlsx', encoding: null, sheet: 'Posts', sheets: ['Posts', 'Info'] }),
    ),
    'Excel workbook, sheet “Posts”, 12,403 mentions.',
  );
  assert.match(recognised(inspection({ ...plain, container: 'xml' })), /^XML file, /);
});

test('questions that were answered by choice are counted beside the mentions', () => {
  assert.match(recognised(inspection({ polls: 2 })), /mentions, 2 questions with choices, /);
});

test('a text that was encoded twice is called by its encoding', () => {
  assert.match(recognised(inspection({ encoding: 'utf-8 (twice)' })), /, UTF-8;/);
});

test('dates written year first need no word', () => {
  assert.doesNotMatch(recognised(inspection({ dateOrder: 'ymd' })), /dates/);
});

test('what was left out is said by its reasons, and nothing if all became mentions', () => {
  assert.equal(leftOut(inspection()), 'Left out: 3 rows without text and 2 rows rejected.');
  assert.equal(leftOut(inspection({ counts: { mentions: 5, empty: 0, duplicates: 4, rejected: 0 } })), null);
});

test('a doubtful date is asked by the days that it may mean', () => {
  const days = (example) => daysOf(example).map(({ order, day }) => `${order} ${day}`);
  assert.deepEqual(days('03/04/2026'), ['dmy 2026-04-03', 'mdy 2026-03-04']);
  assert.deepEqual(days('3.4.2026 10:15'), ['dmy 2026-04-03', 'mdy 2026-03-04']);
  assert.deepEqual(days('03/04/05'), ['dmy 2005-04-03', 'mdy 2005-03-04', 'ymd 2003-04-05']);
  assert.deepEqual(days('25/04/2026'), ['dmy 2026-04-25']);
  assert.deepEqual(days('yesterday'), []);
});

test('the question is open until it is answered', () => {
  const input = inspection({ name: 'asked.csv', header: ['a'] });
  assert.equal(openQuestion(input), '03/04/2026');
  assert.equal(openQuestion({ ...input, sha256: null }), null, 'more rows may settle it');
  decide([input], { dateOrder: 'mdy' });
  assert.equal(openQuestion(input), null);
  decide([input], {});
  assert.equal(openQuestion(input), '03/04/2026');
});

test('a column chosen for the text takes it from the column that had it', () => {
  const input = inspection();
  const decisions = withField(input, 2, 'text');
  assert.deepEqual(decisions, { columns: { text: ['Full Text'] } });
  decide([input], decisions);
  assert.deepEqual(
    input.columns.map((_, column) => fieldOf(input, column)),
    ['date', null, 'text', 'tags'],
  );
  assert.deepEqual(withField(input, 2, null), { columns: { text: [] } });
  decide([input], {});
});

test('several columns may hold tags or answers together', () => {
  const input = inspection();
  assert.deepEqual(withField(input, 2, 'tags').columns, { tags: ['Topics', 'Full Text'] });
  decide([input], withField(input, 1, 'answers'));
  assert.deepEqual(withField(input, 2, 'answers').columns, { text: [], answers: ['Snippet', 'Full Text'] });
  decide([input], {});
});

test('nothing is kept unless asked, and then neither mentions nor names of files', () => {
  const input = inspection();
  decide([input], { dateOrder: 'mdy' });
  assert.equal(shelf.size, 0);
  keep(input, true);
  assert.deepEqual(JSON.parse(shelf.get('earshot.inputs')), [{ header: input.header, dateOrder: 'mdy' }]);
  assert.ok(isKept(input));
  decide([input], { dateOrder: 'mdy', timeZone: 'Asia/Seoul' });
  assert.equal(JSON.parse(shelf.get('earshot.inputs'))[0].timeZone, 'Asia/Seoul', 'it follows what is decided');
  decide([input], {});
  assert.equal(shelf.size, 0, 'going back to what was recognised forgets it');
});

test('what is kept goes to the core by its columns, and can be passed over or forgotten', () => {
  const input = inspection();
  decide([input], { dateOrder: 'mdy' });
  keep(input, true);
  corrections.forgetDecisions();
  const entry = { header: input.header, dateOrder: 'mdy' };
  const [, ...byColumns] = inputSettings(source('april.csv'));
  assert.deepEqual(byColumns, [entry]);
  const later = inspection({ name: 'april.csv', applied: entry });
  assert.equal(originOf(later), 'kept');
  assert.deepEqual(savedInputs([later]), [entry]);
  corrections.passOver([later]);
  assert.equal(inputSettings(source('april.csv')).length, 1, 'not used for the inputs at hand');
  assert.equal(shelf.size, 1, 'but still there for the next visit');
  corrections.forgetDecisions();
  keep(later, false);
  assert.equal(shelf.size, 0);
  assert.equal(inputSettings(source('april.csv')).length, 1);
});

test('the core learns when a file was written, and the word on a file and its parts alone', () => {
  decide([inspection(), inspection({ name: 'all.zip/a.csv' })], { encoding: 'cp949' });
  const written = '2026-03-05T07:08:09';
  assert.deepEqual(inputSettings(source('march.csv')), [{ file: 'march.csv', encoding: 'cp949', written }]);
  assert.deepEqual(inputSettings(source('all.zip')), [
    { file: 'all.zip', written },
    { file: 'all.zip/a.csv', encoding: 'cp949' },
  ]);
  assert.deepEqual(inputSettings(null), []);
  corrections.forgetDecisions();
});

test('the word of a settings file counts, and is told apart from the page’s own', () => {
  const entry = { header: ['Date', 'Snippet', 'Full Text', 'Topics'], encoding: 'cp949' };
  assert.ok(corrections.load([entry]));
  const input = inspection({ applied: entry });
  assert.equal(originOf(input), 'settings');
  assert.deepEqual(decisionsOf(input), { encoding: 'cp949' });
  assert.ok(corrections.load(undefined), 'taking it away changes the reading too');
  assert.ok(!corrections.load(undefined));
});
