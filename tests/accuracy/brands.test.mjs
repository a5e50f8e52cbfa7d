// Brand names on texts with particles, cases, slips, homonyms, links and tickers: half of them name a
// brand, half are traps. The held-out third was never looked at while rules were made.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkBrands, figuresOf } from './brands/check.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
execFileSync('scripts/build', ['--quiet', 'cli'], { cwd: root, stdio: 'inherit' });
const checked = checkBrands();
const percent = (share) => (100 * share).toFixed(1);

for (const [name, part] of [
  ['known', checked.filter(({ heldOut }) => !heldOut)],
  ['held-out', checked.filter(({ heldOut }) => heldOut)],
]) {
  test(`brands of the ${name} texts keep their F1`, () => {
    const { texts, precision, recall, f1 } = figuresOf(part);
    console.log(
      `brands, ${name}: ${texts} texts, precision ${percent(precision)}, recall ${percent(recall)}, F1 ${percent(f1)}`,
    );
    for (const { language, text, missed, wrong } of part) {
      for (const brand of missed) console.log(`  ${language} missed ${brand}: ${text}`);
      for (const brand of wrong) console.log(`  ${language} wrongly ${brand}: ${text}`);
    }
    assert.ok(f1 >= 0.95, `${f1}`);
  });
}

test('every place of the evidence is of the text, in bytes and in UTF-16', () => {
  for (const { text, said, evidence } of checked) {
    const bytes = Buffer.from(text);
    assert.deepEqual([...new Set(evidence.brands.map(({ name }) => name))].sort(), [...said].sort(), text);
    for (const { start, end, startUtf16, endUtf16 } of evidence.brands) {
      assert.equal(bytes.subarray(start, end).toString(), text.slice(startUtf16, endUtf16));
      assert.ok(end > start);
    }
  }
});
