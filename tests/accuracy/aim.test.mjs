// The sentiment aimed at each brand of a text, against people's labels, on texts of writers who were
// set aside. The floors lie a little below what is measured.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
execFileSync(join(root, 'scripts/build'), ['--quiet', 'accuracy']);
const output = execFileSync(join(root, 'build/native/earshot_aim_accuracy'),
  [join(root, 'core/models/corpus'), join(root, 'core/models/earshot.model')], { encoding: 'utf8' });
console.log(output);

/** The shares of brands right, in percent: by what is aimed at them, and by the whole text. */
function row(kind, language) {
  const line = output.split('\n').find((l) => l.startsWith(`${kind} `) && l.split(/\s+/)[1] === language);
  assert.ok(line, `no row for ${kind} ${language}`);
  const [brands, aimed, whole] = line.split(/\s+/).slice(2).map(Number);
  return { brands, aimed, whole };
}

for (const [language, floor] of [['ko-ja-ru-en', 71], ['ko', 74], ['ja', 73], ['ru', 70], ['en', 67], ['others', 60]]) {
  test(`of several brands, what is aimed at each is told in ${language}`, () => {
    const { brands, aimed, whole } = row('several', language);
    assert.ok(brands > 80);
    assert.ok(aimed >= floor, `${aimed} < ${floor}`);
    assert.ok(aimed > whole, `the whole text alone gives ${whole}, this ${aimed}`);
  });
}
