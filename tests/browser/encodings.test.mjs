// The legacy encodings against Chromium's TextDecoder, which follows the WHATWG Encoding Standard: the
// digests that the core is tested with are those of what this browser decodes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { askDigestTexts, digest, digestLabels } from '../../scripts/make-encoding-tables';
import { useBrowser } from './page.mjs';

const shared = useBrowser();
const kept = readFileSync(new URL('../core/encoding_digests.inc', import.meta.url), 'utf8');

test('every sequence reads as it does in the browser', async () => {
  const page = await shared.browser.newPage();
  const texts = await page.evaluate(askDigestTexts, digestLabels);
  const digests = digestLabels.map((label, i) => `{"${label}", "${digest(texts[i])}"},\n`).join('');
  assert.equal(digests, kept.slice(kept.indexOf('\n') + 1));
});
