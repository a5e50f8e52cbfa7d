// Every named format, and some quirks of files without one: the fixture is laid out as the product
// exports it, with the traps of that export; beside it stands what has to come out, written by hand.
// All that comes out, labels aside, is kept in ../expected/formats; EARSHOT_UPDATE_GOLDEN=1 writes it
// anew.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'tests/golden/fixtures/formats');
const samples = join(process.env.EARSHOT_SHARED ?? join(root, '../shared'), 'samples');
const golden = join(root, 'tests/golden/expected/formats');
const update = process.env.EARSHOT_UPDATE_GOLDEN === '1';
const earshot = process.env.EARSHOT ?? join(root, 'build/native/earshot');

function run(command, path) {
  const { stdout, error } = spawnSync(earshot, [command, path], { maxBuffer: 1 << 30, encoding: 'utf8' });
  if (error) throw error;
  return stdout;
}

const inspect = (path) => JSON.parse(run('inspect', path))[0];
const mentions = (path) => run('mentions', path).split('\n').filter(Boolean).map((line) => JSON.parse(line));

/** Values of a mention as an expectation writes them: times without regard to how they are shown. */
function value(key, given) {
  return key === 'time' && given ? new Date(given).toISOString() : given;
}

function assertMention(mention, expected, which) {
  assert.ok(mention, `${which}: there is none`);
  for (const [key, wanted] of Object.entries(expected)) {
    if (key === 'at') continue;
    assert.deepEqual(value(key, mention[key]), value(key, wanted), `${which}: ${key}`);
  }
}

const files = readdirSync(folder);
for (const expectation of files.filter((name) => name.endsWith('.expect.json'))) {
  const name = expectation.slice(0, -'.expect.json'.length);
  const file = files.find((other) => other !== expectation && other.replace(/\.[^.]+$/, '') === name);
  test(`${name} is recognised and read`, () => {
    assert.ok(file, 'the expectation belongs to a fixture');
    const expected = JSON.parse(readFileSync(join(folder, expectation), 'utf8'));
    const input = inspect(join(folder, file));
    assert.equal(input.format, expected.format);
    assert.equal(input.error?.code ?? null, expected.error ?? null);
    const { mentions: count, empty, rejected } = input.counts;
    assert.deepEqual({ count, empty, rejected },
      { count: expected.mentions, empty: expected.empty, rejected: expected.rejected });
    for (const code of expected.notes ?? []) {
      assert.ok(input.notes.some((note) => note.code === code), `note ${code}`);
    }
    const rows = mentions(join(folder, file));
    assert.equal(rows.length, expected.mentions);
    if (expected.first) assertMention(rows[0], expected.first, 'first');
    for (const row of expected.rows ?? []) assertMention(rows[row.at], row, `mention ${row.at}`);

    const mapped = rows.map(({ language, brands, sentiment, brandSentiment, intents, topics, urgency, ...fields }) => `${JSON.stringify(fields)}\n`).join('');
    const path = join(golden, `${file}.jsonl`);
    if (update) writeFileSync(path, mapped);
    assert.equal(mapped, readFileSync(path, 'utf8'));
  });
}

const fixtures = files.filter((name) => !name.endsWith('.expect.json'));

test('what is expected belongs to a fixture', () => {
  assert.deepEqual(readdirSync(golden).sort(), fixtures.map((name) => `${name}.jsonl`).sort());
});

test('all fixtures in one analysis give the same bytes natively and through wasm', () => {
  const paths = fixtures.map((name) => join(folder, name));
  for (const command of ['inspect', 'mentions', 'rejected']) {
    const wasm = spawnSync(process.execPath, [join(root, 'wasm/cli.mjs'), command, ...paths], { maxBuffer: 1 << 30 });
    const native = spawnSync(earshot, [command, ...paths], { maxBuffer: 1 << 30 });
    assert.ok(native.stdout.length > 1000);
    assert.ok(native.stdout.equals(wasm.stdout), command);
  }
});

test('any split of a file gives the same mentions and the same account', async () => {
  const { default: createEarshot } = await import('../../build/wasm/earshot.mjs');
  const module = await createEarshot();
  const model = readFileSync(join(root, 'core/models/earshot.model'));
  const unicode = readFileSync(join(root, 'core/models/earshot.unicode'));
  const words = readFileSync(join(root, 'core/models/earshot.words'));
  const read = (name, pieceAt) => {
    const session = new module.Session();
    session.buffer(unicode.length).set(unicode);
    session.unicodeLoaded();
    session.buffer(words.length).set(words);
    session.wordsLoaded();
    session.loadModel(model.length).set(model);
    session.modelLoaded();
    const bytes = readFileSync(join(folder, name));
    session.open(name);
    for (let at = 0, piece = 0; at < bytes.length; piece += 1) {
      const part = bytes.subarray(at, at + pieceAt(piece));
      session.buffer(part.length).set(part);
      session.feed(part.length);
      at += part.length;
    }
    while (session.advance());
    session.close();
    const size = session.select('{}');
    const documents = [session.inspect(), session.mentions('json', 0, size), session.rejected(0, 1e6)];
    session.delete();
    return documents;
  };
  for (const name of fixtures) {
    const whole = read(name, () => Infinity);
    assert.deepEqual(read(name, () => 1), whole, `${name}, byte by byte`);
    assert.deepEqual(read(name, (piece) => 1 + ((piece * 7919) % 61)), whole, `${name}, in uneven pieces`);
  }
});

test('every fixture has an expectation', () => {
  for (const name of files) {
    assert.ok(files.includes(`${name.replace(/(\.expect)?\.[^.]+$/, '')}.expect.json`), name);
  }
});

/** Of real exports only the counts are told, and which fields are filled. */
const SAMPLES = {
  'app_store_reviews_ru.csv': { format: 'csv', mentions: 2340, fields: ['text'] },
  'crimson_hexagon_posts.csv': {
    format: 'crimson-hexagon', mentions: 3,
    fields: ['text', 'author', 'time', 'url', 'platform', 'followers', 'givenSentiment'],
  },
  'crimson_hexagon_posts.json': {
    format: 'crimson-hexagon', mentions: 3,
    fields: ['text', 'author', 'time', 'url', 'platform', 'followers', 'givenSentiment'],
  },
  'google_play_console_3rows_utf16le.csv': {
    format: 'play-console', mentions: 3, fields: ['text', 'time', 'rating', 'platform', 'url', 'title'],
  },
  'naver_movie_reviews_ko.json': {
    format: 'naver-movie', mentions: 100, fields: ['id', 'text', 'author', 'time', 'rating', 'platform'],
  },
  'ndjson_array_rows_amazon.ndjson': { mentions: 792, fields: ['title', 'url', 'rating', 'query'] },
  'qualtrics_3row_de.csv': { format: 'qualtrics', mentions: 1, fields: ['id', 'time', 'text', 'question'] },
  'qualtrics_legacy_2row.csv': { format: 'qualtrics-legacy', mentions: 1, fields: ['id', 'time', 'text', 'question'] },
  'reddit_top_nintendo.csv': {
    format: 'reddit', mentions: 998, fields: ['id', 'text', 'title', 'time', 'url', 'likes', 'comments', 'platform'],
  },
  'surveymonkey_steak.csv': { format: 'surveymonkey', mentions: 0, fields: [] },
  'telegram_public_channel.json': {
    format: 'telegram', mentions: 3, fields: ['id', 'text', 'author', 'time', 'platform', 'parent'],
  },
  'x_api_v1_search_ja.json': {
    format: 'x-api-v1', mentions: 100,
    fields: ['id', 'text', 'author', 'time', 'url', 'platform', 'followers', 'likes', 'parent'],
  },
  'x_api_v2_two_tweets.jsonl': {
    format: 'x-api-v2', mentions: 1, fields: ['id', 'text', 'author', 'time', 'url', 'platform', 'followers'],
  },
};

for (const [name, expected] of Object.entries(SAMPLES)) {
  const path = join(samples, name);
  test(`${name}, a real export, is read`,
    { skip: !existsSync(path) && 'no folder of shared samples' }, () => {
      const input = inspect(path);
      if (expected.format) assert.equal(input.format, expected.format);
      assert.equal(input.counts.mentions + input.counts.duplicates, expected.mentions);
      const rows = mentions(path);
      for (const field of expected.fields) {
        assert.ok(rows.some((row) => row[field] !== null), `nothing fills ${field}`);
      }
    });
}
