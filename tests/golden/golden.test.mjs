// Golden documents: what the command line prints for each fixture, natively and through wasm, to the
// byte. EARSHOT_UPDATE_GOLDEN=1 writes the expected files anew; look at the difference before you keep it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const fixtures = join(root, 'tests/golden/fixtures');
const expected = join(root, 'tests/golden/expected');
const shared = process.env.EARSHOT_SHARED ?? join(root, '../shared');
const update = process.env.EARSHOT_UPDATE_GOLDEN === '1';

const ENGINES = {
  native: (args, input) => spawnSync(join(root, 'build/native/earshot'), args, run(input)),
  wasm: (args, input) =>
    spawnSync(process.execPath, [join(root, 'wasm/cli.mjs'), ...args], run(input)),
};

function run(input) {
  return { input, maxBuffer: 1 << 30, cwd: fixtures };
}

/** Output and exit code of one call, as one text. */
function print(engine, args, input) {
  const { stdout, stderr, status, error } = ENGINES[engine](args, input);
  if (error) throw error;
  return `${stdout}${stderr.length > 0 ? `--- stderr\n${stderr}` : ''}${status === 0 ? '' : `--- exit ${status}\n`}`;
}

const files = readdirSync(fixtures, { withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.settings.json'))
  .map((entry) => entry.name);
const settingsOf = (name) => {
  const path = `${name.replace(/\.[^.]+$/, '')}.settings.json`;
  return existsSync(join(fixtures, path)) ? ['--settings', path] : [];
};
const CALLS = {
  'report.json': (name) => ['report', name, ...settingsOf(name)],
  'report.csv': (name) => ['report', name, '--format', 'csv', ...settingsOf(name)],
  'inspect.json': (name) => ['inspect', name],
  'mentions.jsonl': (name) => ['mentions', name, ...settingsOf(name)],
  'mentions.csv': (name) => ['mentions', name, '--format', 'csv', ...settingsOf(name)],
  'rejected.csv': (name) => ['rejected', name],
  'audit.csv': (name) => ['audit', name, ...settingsOf(name)],
};

for (const name of files) {
  for (const [document, call] of Object.entries(CALLS)) {
    test(`${name}: ${document} is as expected, natively and through wasm`, () => {
      const path = join(expected, `${name}.${document}`);
      const native = print('native', call(name));
      if (update) writeFileSync(path, native);
      assert.equal(native, readFileSync(path, 'utf8'));
      assert.equal(print('wasm', call(name)), native);
    });
  }
}

test('every expected file belongs to a fixture', () => {
  for (const path of readdirSync(expected)) {
    if (path === 'formats') continue; // of formats.test.mjs
    if (path === 'digests.json') continue; // of what is too large to be kept, or not ours
    assert.ok(
      files.some((name) => Object.keys(CALLS).some((call) => path === `${name}.${call}`)),
      path,
    );
  }
});

test('reports hold to their schema', () => {
  const require = createRequire(join(root, 'web/package.json'));
  const Ajv = require('ajv/dist/2020').default;
  const schema = JSON.parse(readFileSync(join(root, 'core/report.schema.json'), 'utf8'));
  const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
  for (const name of files) {
    const report = print('native', CALLS['report.json'](name)).split('--- ')[0];
    if (report === '') continue;
    assert.ok(validate(JSON.parse(report)), `${name}: ${JSON.stringify(validate.errors)}`);
  }
});

test('classify answers the same natively and through wasm', () => {
  const texts = readFileSync(join(fixtures, 'generic.csv'), 'utf8');
  const args = ['classify', '--settings', 'generic.settings.json'];
  const native = print('native', args, texts);
  assert.equal(native.split('\n').length - 1, texts.split('\n').length - 1);
  assert.equal(print('wasm', args, texts), native);
});

test('preview answers the same natively and through wasm', () => {
  const args = ['preview', 'generic.csv', '--settings', 'generic.settings.json'];
  const native = print('native', args);
  assert.ok(JSON.parse(native).brands.some(({ samples }) => samples.length > 0));
  assert.equal(print('wasm', args), native);
});

test('learn answers the same natively and through wasm, and leaves the settings as they stood', () => {
  const file = ['corrected.csv', '--settings', 'corrected.settings.json'];
  for (const args of [['learn', ...file], ['learn', ...file, '--apply']]) {
    const native = print('native', args);
    assert.equal(print('wasm', args), native, args.join(' '));
  }
  const { corrections: now, ...kept } = JSON.parse(print('native', ['learn', ...file, '--apply']));
  const { corrections, ...settings } = JSON.parse(readFileSync(join(fixtures, 'corrected.settings.json'), 'utf8'));
  assert.deepEqual(kept, settings);
  assert.deepEqual(now.mentions, corrections.mentions ?? {});
});

test('wrong usage and unreadable files are told the same way', () => {
  for (const args of [[], ['dance'], ['report'], ['report', 'x.csv', '--format', 'pdf'], ['report', '--colour'],
    ['report', 'generic.csv', '--settings'], ['learn', 'generic.csv'], ['report', 'generic.csv', '--apply'], ['report', 'nowhere.csv'], ['report', '.'], ['classify', 'x'],
    ['report', 'generic.csv', '--settings', 'generic.csv'], ['mentions', 'nowhere.csv', 'generic.csv'],
    ['report', '-'], ['--version'], ['--help'], ['help'], ['report', '--help'],
    ['inspect', 'generic.csv', '--filter', 'x.json'], ['mentions', 'generic.csv', '--compare', 'x.json'],
    ['rejected', 'generic.csv', '--format', 'csv'], ['preview', 'generic.csv', '--labels', 'x.csv']]) {
    assert.equal(print('wasm', args, ''), print('native', args, ''), args.join(' '));
  }
});

test('help is no error, and an option that a command does not heed is', () => {
  for (const args of [['--help'], ['help'], ['report', '--help'], ['-h']]) {
    const { status, stdout, stderr } = ENGINES.native(args);
    assert.equal(status, 0);
    assert.match(String(stdout), /^usage: earshot/);
    assert.equal(String(stderr), '');
  }
  const { status, stderr } = ENGINES.native(['inspect', 'generic.csv', '--filter', 'x.json']);
  assert.equal(status, 2);
  assert.match(String(stderr), /"--filter" does not go with "inspect"/);
});

test('standard input is a file like any other', () => {
  const bytes = readFileSync(join(fixtures, 'generic.csv'));
  const args = ['mentions', '-', '--settings', 'generic.settings.json'];
  const native = print('native', args, bytes);
  assert.equal(native.replaceAll('"file":"stdin"', '"file":"generic.csv"'),
    print('native', CALLS['mentions.jsonl']('generic.csv')));
  assert.equal(print('wasm', args, bytes), native);
});

test('without the tables of Unicode the model is refused', async () => {
  const { default: createEarshot } = await import(new URL('../../build/wasm/earshot.mjs', import.meta.url));
  const session = new (await createEarshot()).Session();
  const model = readFileSync(join(root, 'core/models/earshot.model'));
  session.loadModel(model.length).set(model);
  const error = JSON.parse(session.modelLoaded());
  assert.equal(error.code, 'badModel');
  assert.match(error.message, /earshot\.unicode/);
});

test('without the tables of encodings, what needs them is refused and all else is read', async () => {
  const { default: createEarshot } = await import(new URL('../../build/wasm/earshot.mjs', import.meta.url));
  const session = new (await createEarshot()).Session();
  const model = readFileSync(join(root, 'core/models/earshot.model'));
  const unicode = readFileSync(join(root, 'core/models/earshot.unicode'));
  session.buffer(unicode.length).set(unicode);
  assert.equal(session.unicodeLoaded(), '');
  session.loadModel(model.length).set(model);
  assert.equal(session.modelLoaded(), '');
  const words = readFileSync(join(root, 'core/models/earshot.words'));
  session.buffer(words.length).set(words);
  assert.equal(session.wordsLoaded(), '');
  const texts = {
    // "내용", "좋아요" and "별로예요" in Cp949, "текст" and "отлично, рекомендую" in Windows-1251
    'korean.csv': 'b3bbbfeb0ac1c1bec6bfe40abab0b7cebfb9bfe40a',
    'russian.csv': 'f2e5eaf1f20aeef2ebe8f7edee20e820f0e5eaeeece5ede4f3fe0a',
  };
  for (const [name, hex] of Object.entries(texts)) {
    const bytes = Buffer.from(hex, 'hex');
    session.open(name);
    session.buffer(bytes.length).set(bytes);
    session.feed(bytes.length);
    session.close();
  }
  const [korean, russian] = JSON.parse(session.inspect());
  assert.deepEqual([korean.encoding, korean.error?.code], ['unknown', 'unsupportedFormat']);
  assert.deepEqual([russian.encoding, russian.error], ['windows-1251', null]);
});

test('without the table of time zones, what needs it is refused and UTC and offsets are read', async () => {
  const { default: createEarshot } = await import(new URL('../../build/wasm/earshot.mjs', import.meta.url));
  const session = new (await createEarshot()).Session();
  const model = readFileSync(join(root, 'core/models/earshot.model'));
  const unicode = readFileSync(join(root, 'core/models/earshot.unicode'));
  session.buffer(unicode.length).set(unicode);
  assert.equal(session.unicodeLoaded(), '');
  session.loadModel(model.length).set(model);
  assert.equal(session.modelLoaded(), '');
  const words = readFileSync(join(root, 'core/models/earshot.words'));
  session.buffer(words.length).set(words);
  assert.equal(session.wordsLoaded(), '');
  assert.equal(session.setSettings('{"timeZone": "utc"}'), '');
  const error = JSON.parse(session.setSettings('{"timeZone": "Asia/Seoul"}'));
  assert.equal(error.code, 'unknownTimeZone');
  assert.match(error.message, /earshot\.zones/);

  const bytes = Buffer.from('text,posted at (ET)\na good day,2026-01-05 09:12:00\n' +
    'a bad day,2026-01-06T09:12:00+09:00\na day,2026-01-07 09:12 KST\n');
  session.open('zones.csv');
  session.buffer(bytes.length).set(bytes);
  session.feed(bytes.length);
  assert.equal(session.close(), '');
  assert.equal(session.select(''), 3);
  assert.deepEqual(JSON.parse(session.rows(0, 3)).map((row) => row.time), ['2026-01-05T09:12:00.000+00:00',
    '2026-01-06T00:12:00.000+00:00', '2026-01-07T00:12:00.000+00:00']);
});

/** Documents that are too large to be kept, or not ours: their SHA-256 is. */
function matches(name, document) {
  const path = join(expected, 'digests.json');
  const digests = JSON.parse(readFileSync(path, 'utf8'));
  const digest = createHash('sha256').update(document).digest('hex');
  if (update) {
    digests[name] = digest;
    const sorted = Object.fromEntries(Object.entries(digests).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(path, `${JSON.stringify(sorted, null, 2)}\n`);
  }
  assert.equal(digest, digests[name], name);
}

let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-golden-'));
});
after(() => rmSync(folder, { recursive: true }));

test('the sample gives the same bytes natively and through wasm', () => {
  const sample = join(folder, 'sample.csv');
  const made = spawnSync(process.execPath, [join(root, 'scripts/sample/generate.mjs'), '--out', sample]);
  assert.equal(made.status, 0, made.stderr?.toString());
  for (const args of [['report', sample], ['report', sample, '--format', 'csv'], ['mentions', sample], ['inspect', sample]]) {
    const native = print('native', args);
    assert.ok(native.length > 1000);
    matches(['sample.csv', ...args.filter((arg) => arg !== sample)].join(' '), native);
    assert.ok(print('wasm', args) === native, args.join(' '));
  }
});

const samples = existsSync(join(shared, 'samples'))
  ? readdirSync(join(shared, 'samples')).filter((name) => /\.(csv|json|jsonl|ndjson)$/.test(name))
  : [];
test('real exports give the same bytes natively and through wasm',
  { skip: samples.length === 0 && 'no folder of shared samples' }, () => {
    for (const name of samples) {
      for (const command of ['report', 'mentions', 'inspect']) {
        const args = [command, join(shared, 'samples', name)];
        const native = print('native', args);
        matches(`${name} ${command}`, native);
        assert.ok(print('wasm', args) === native, args.join(' '));
      }
    }
  });
