// What the page may weigh, and that the places which name a version name the same one.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const repo = fileURLToPath(new URL('../..', import.meta.url));
const kilobyte = 1024;

/** Budgets of the finished site in web/dist: gzipped, all files with these endings together. */
const budgets = [
  { what: 'the WebAssembly module', endings: ['.wasm'], limit: 350 * kilobyte },
  { what: 'scripts and styles of the page', endings: ['.js', '.mjs', '.css', '.html'], limit: 110 * kilobyte },
  { what: 'the trained model', endings: ['.model'], limit: 1024 * kilobyte },
];

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

for (const { what, endings, limit } of budgets) {
  test(`${what}: at most ${limit / kilobyte} KiB gzipped`, (t) => {
    const files = filesBelow(join(repo, 'web/dist')).filter((file) => endings.includes(extname(file)));
    assert.notEqual(files.length, 0, 'the site holds no such file');
    const size = files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);
    t.diagnostic(`${(size / kilobyte).toFixed(1)} KiB`);
    assert.ok(size <= limit, `${size} bytes are ${size - limit} too many`);
  });
}

test('the page names the version of the core', () => {
  const [, core] = /project\(earshot VERSION ([0-9.]+)/.exec(readFileSync(join(repo, 'CMakeLists.txt'), 'utf8'));
  const page = JSON.parse(readFileSync(join(repo, 'web/package.json'), 'utf8')).version;
  const lock = JSON.parse(readFileSync(join(repo, 'web/package-lock.json'), 'utf8')).version;
  assert.deepEqual({ page, lock }, { page: core, lock: core });
});

test('the site holds no address of another machine', () => {
  const namespaces = /^https?:\/\/(www\.w3\.org\/|127\.0\.0\.1)/;
  const found = filesBelow(join(repo, 'web/dist'))
    .filter((file) => ['.js', '.mjs', '.css', '.html', '.json'].includes(extname(file)))
    .flatMap((file) => readFileSync(file, 'utf8').match(/\bhttps?:\/\/[\w.-]+\/?/g) ?? [])
    .filter((address) => !namespaces.test(address));
  assert.deepEqual([...new Set(found)], []);
});
