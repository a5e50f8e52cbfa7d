// Topics of the person's own with their teams, why a mention has its labels, and what is aimed at each brand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addFiles, downloaded, openPanel, settled, showsMentions, useBrowser, violations, withPage } from './page.mjs';

const shared = useBrowser();

const csv = `Date,Author,Text,Followers,Query
2026-03-02 09:00,kim,"Nova is wonderful but Lyra is awful, I hate it",12,Vega
2026-03-02 09:10,lee,배터리가 너무 빨리 닳아요. 노바 최악,250000,
2026-03-02 09:20,pak,Nova &lt;b&gt;battery&lt;/b&gt; is terrible,3,
2026-03-02 09:30,cho,Nothing much to say,3,
`;
const settings = {
  brands: ['Nova', 'Lyra', 'Vega'].map((name) => ({ name, aliases: name === 'Nova' ? ['노바'] : [], handles: [], exclude: [], own: false })),
  timeZone: 'UTC',
};

async function start(page) {
  await addFiles(page, { 'mentions.csv': csv });
  await settled(page);
  await openPanel(page, 'downloads');
  await page.locator('input[data-take="settings"]').setInputFiles({
    name: 'settings.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(settings)),
  });
  await page.locator('.bar-row').filter({ hasText: 'Lyra' }).waitFor();
  await settled(page);
}

const saved = async (page) => {
  await openPanel(page, 'downloads');
  const { text } = await downloaded(page, () => page.getByRole('button', { name: 'Save: Settings' }).click());
  return JSON.parse(text);
};

const open = async (page, text) => {
  await page.locator('#mentions [role="row"]').filter({ hasText: text }).first().click();
  await page.locator('dialog[open] .evidence').waitFor();
  return page.locator('dialog[open]');
};

const field = (scope, name) => scope.locator('.evidence .fields > div').filter({ has: scope.page().getByText(name, { exact: true }) });

test('a topic of one’s own is counted as it is typed, filters, belongs to a team and is saved', () =>
  withPage(shared, {}, async (page) => {
    await start(page);
    await page.getByText('Your own topics, and teams').click();
    await page.getByRole('button', { name: 'Add a topic' }).click();
    const topic = page.locator('.own-topic');
    await topic.getByLabel('Topic').fill('Battery');
    await topic.getByLabel('Words and phrases').fill('배터리\nbatter*');
    await topic.getByLabel('Team').fill('Hardware');
    const bar = page.locator('.language').filter({ hasText: 'Battery' });
    await bar.filter({ hasText: '2' }).waitFor();
    await page.locator('.language').filter({ hasText: 'Hardware' }).waitFor();
    assert.deepEqual(await violations(page), []);
    await bar.click();
    await showsMentions(page, 2);
    const mention = await open(page, '배터리가');
    await field(mention, 'Battery').getByText('“배터리”').waitFor();
    await field(mention, 'Team').getByText('Hardware').waitFor();
    await mention.getByRole('group', { name: 'Topic' }).getByRole('button', { name: 'Battery' }).click();
    await page.waitForFunction(() => document.querySelector('.label-choice [aria-disabled="true"]') === null);
    await mention.getByRole('button', { name: 'Close' }).click();
    await showsMentions(page, 1);

    // Another name takes the filter away and the correction along.
    await topic.getByLabel('Topic').fill('Cells');
    await showsMentions(page, 4);
    const kept = await saved(page);
    assert.deepEqual(kept.topics, [{ name: 'Cells', words: ['배터리', 'batter*'], team: 'Hardware' }]);
    assert.deepEqual(Object.values(kept.corrections.mentions), [{ topics: { Cells: false } }]);
    await page.locator('.language').filter({ hasText: 'Cells' }).filter({ hasText: '1' }).waitFor();
    await page.getByRole('button', { name: 'Remove this topic' }).click();
    await page.locator('.language').filter({ hasText: 'Cells' }).waitFor({ state: 'detached' });
    const { topics, corrections } = await saved(page);
    assert.equal(topics, undefined);
    assert.deepEqual(Object.values(corrections.mentions), [{ topics: {} }]);
  }));

test('a mention says why, in its text and in words, and shows markup as text', () =>
  withPage(shared, {}, async (page) => {
    await start(page);
    let mention = await open(page, 'terrible');
    assert.equal(await mention.locator('.mention-text').textContent(), 'Nova <b>battery</b> is terrible');
    assert.equal(await mention.locator('.mention-text b').count(), 0);
    const word = mention.locator('.mention-text mark').filter({ hasText: 'terrible' });
    assert.match(await word.getAttribute('class'), /is-negative/);
    assert.equal(await word.getAttribute('data-sign'), '−−');
    await mention.locator('.told').getByText('“terrible” strongly negative').waitFor();
    assert.match(await mention.locator('.mention-text mark').filter({ hasText: 'Nova' }).getAttribute('class'), /is-brand/);
    assert.deepEqual(await violations(page), []);
    await mention.getByRole('button', { name: 'Close' }).click();
    mention = await open(page, '배터리가');
    await field(mention, 'Urgency').getByText('many see it').waitFor();
  }));

test('what is aimed at each brand is corrected, and the figures follow', () =>
  withPage(shared, {}, async (page) => {
    await start(page);
    const mention = await open(page, 'wonderful');
    await field(mention, 'Vega').getByText('named by the query of the export').waitFor();
    const towards = mention.getByRole('group', { name: 'Towards Lyra' });
    assert.equal(await towards.getByRole('button', { name: 'Negative' }).getAttribute('aria-pressed'), 'true');
    await towards.getByRole('button', { name: 'Positive' }).click();
    await page.waitForFunction(() => document.querySelector('.label-choice [aria-disabled="true"]') === null);
    await field(mention, 'Lyra').getByText('Positive').waitFor();
    await mention.getByRole('button', { name: 'Close' }).click();
    await settled(page);
    await page.getByRole('button', { name: 'Lyra, Positive: 1 mention' }).first().waitFor();
    assert.deepEqual(Object.values((await saved(page)).corrections.mentions), [{ brands: { Lyra: 'positive' } }]);
    await openPanel(page, 'corrections');
    await page.locator('#panel-corrections').getByText('Lyra: Positive').waitFor();
  }));

for (const lang of ['en', 'ko', 'ja', 'ru']) {
  test(`in ${lang}: no accessibility rule is broken by the figures, by topics, or by what a mention says`, () =>
    withPage(shared, { lang }, async (page) => {
      await page.locator('.drop-actions button').nth(1).click();
      await settled(page);
      await page.locator('.bar-row').first().waitFor();
      await page.locator('#mentions tbody tr').first().waitFor();
      await page.locator('.own-topics summary').click();
      assert.deepEqual(await violations(page), []);
      await page.locator('#mentions tbody tr').first().click();
      await page.locator('dialog[open] .evidence').waitFor();
      assert.deepEqual(await violations(page), []);
    }));
}
