// What lies behind the figures: each answer unfolds, leads to its mentions, and speaks the page's language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberIn, openSample, selectionSize, settled, useBrowser, violations, withPage } from './page.mjs';

const shared = useBrowser();
const answers = [
  'summary', 'sov', 'copies', 'sentiment', 'compare', 'phrases', 'questions', 'spikes', 'trends', 'people', 'ratings',
  'results', 'quotes', 'against',
];

async function unfold(page, id) {
  const answer = page.locator(`#answer-${id}`);
  if (!(await answer.evaluate((details) => details.open))) await answer.locator('summary').click();
  await answer.locator('.answer-body[aria-busy="false"] > *:not(.empty), .answer-body[aria-busy="false"] > .empty').first().waitFor();
  return answer;
}

test('every answer unfolds to more than a heading, and all of them pass axe', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    for (const id of answers) {
      const answer = await unfold(page, id);
      const text = await answer.locator('.answer-body').innerText();
      assert.ok(text.trim().length > 20, `${id}: ${text}`);
      assert.doesNotMatch(text, /undefined|NaN|\[object/, id);
    }
    assert.deepEqual(await violations(page), []);
  }));

test('the summary is five sentences that lead to their figures, in the language of the page', () =>
  withPage(shared, { lang: 'ko' }, async (page) => {
    await page.getByRole('button', { name: '예시로 해 보기' }).click();
    await settled(page);
    const sentences = page.locator('.sentences li');
    await sentences.nth(4).waitFor();
    assert.equal(await sentences.count(), 5);
    for (const text of await sentences.allInnerTexts()) assert.match(text, /[가-힣]/);
    for (const link of await sentences.locator('a').all()) {
      const target = await link.getAttribute('href');
      assert.equal(await page.locator(target).count(), 1, target);
    }
  }));

test('a phrase leads to the mentions that hold it', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const all = await selectionSize(page);
    const answer = await unfold(page, 'phrases');
    const row = answer.locator('tbody tr').first();
    await row.locator('th button').click();
    await page.locator('.chips .chip').waitFor();
    await page.waitForFunction(
      (before) => Number(/[\d,]+/.exec(document.querySelector('#mentions-heading small').textContent)[0].replaceAll(',', '')) < before,
      all,
    );
    assert.ok((await selectionSize(page)) >= numberIn(await row.locator('td').first().textContent()));
  }));

test('two selections are compared figure by figure', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    await page.locator('.filters select').nth(1).selectOption('negative');
    const answer = await unfold(page, 'against');
    await answer.getByRole('button', { name: 'Keep this selection' }).click();
    await answer.locator('tbody tr').first().waitFor();
    assert.match(await answer.locator('.answer-body').innerText(), /up|down|no clear change/);
  }));
