// The site keeps to its budgets, names one version, and knows of no other machine.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { budgets, siteFiles } from './sizes.mjs';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

for (const { name, files, bytes, limit, allowed } of budgets()) {
  const missed = allowed > limit ? ` (its target of ${limit / 1024} is missed)` : '';
  test(`${name}: at most ${allowed / 1024} KiB gzipped${missed}`, (t) => {
    t.diagnostic(`${(bytes / 1024).toFixed(1)} KiB`);
    assert.notEqual(files.length, 0, 'the site holds no such file');
    assert.ok(bytes <= allowed, `${bytes} bytes are ${bytes - allowed} too many`);
  });
}

test('the page names the version of the core', () => {
  const [, core] = /project\(earshot VERSION ([0-9.]+)/.exec(read('CMakeLists.txt'));
  const { version: page } = JSON.parse(read('web/package.json'));
  const { version: lock } = JSON.parse(read('web/package-lock.json'));
  assert.deepEqual({ page, lock }, { page: core, lock: core });
});

test('the site holds no address of another machine', () => {
  const allowed = /^https?:\/\/(www\.w3\.org|127\.0\.0\.1)$/;
  const found = siteFiles(['.html', '.js', '.mjs', '.css', '.json'])
    .flatMap((file) => readFileSync(file, 'utf8').match(/\bhttps?:\/\/[\w.-]+/g) ?? [])
    .filter((address) => !allowed.test(address));
  assert.deepEqual([...new Set(found)], []);
});
