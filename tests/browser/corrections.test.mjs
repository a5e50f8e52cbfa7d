// Corrections of labels: one click sticks, what follows is shown before it is applied, and all of it can
// be undone and taken home.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addFiles, downloaded, numberIn, openPanel, selectionSize, settled, showsMentions, useBrowser, violations, withPage } from './page.mjs';

const shared = useBrowser();

const band = [
  'Season three of Awful Mess starts on Friday',
  'The Awful Mess tour comes to Busan in May',
  'Awful Mess sells caps at the expo',
  'The Awful Mess soundtrack is on vinyl now',
  'Awful Mess moves to a new stage in May',
  'Awful Mess comes to phones next month',
];
const others = ['I hate waiting on hold for an hour', 'The store opens at nine', 'Lovely staff, thank you'];
const csv = (texts) =>
  ['Date,Author,Text', ...texts.map((text, at) => `2026-03-02 09:${10 + at},kim${at},"${text}"`)].join('\n');

const settings = {
  brands: [{ name: 'Awful Mess', aliases: [], handles: [], exclude: [], own: false }],
  timeZone: 'UTC',
};

const loadSettings = (page, value) =>
  page.locator('input[data-take="settings"]').setInputFiles({
    name: 'settings.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(value)),
  });

const cell = (page, text) => page.locator('[role="row"]').filter({ hasText: text });
const dialog = (page) => page.getByRole('dialog', { name: 'Mention' });
const tone = (page, name) =>
  dialog(page).getByRole('group', { name: 'Sentiment' }).getByRole('button', { name, exact: true });

async function correct(page, text, name) {
  await cell(page, text).first().click();
  await dialog(page).getByText(text).waitFor();
  await tone(page, name).click();
  await page.waitForFunction(() => document.querySelector('.label-choice [aria-disabled="true"]') === null);
  assert.equal(await tone(page, name).getAttribute('aria-pressed'), 'true');
}

const closeDialog = (page) => dialog(page).getByRole('button', { name: 'Close' }).click();

const savedSettings = async (page) => {
  await openPanel(page, 'downloads');
  const { text } = await downloaded(page, () => page.getByRole('button', { name: 'Save: Settings' }).click());
  return JSON.parse(text);
};

async function start(page, value = settings) {
  await addFiles(page, { 'mentions.csv': csv([...band, ...others]) });
  await settled(page);
  await openPanel(page, 'downloads');
  await loadSettings(page, value);
  await settled(page);
  await page.locator('.bar-row').filter({ hasText: 'Awful Mess' }).waitFor();
}

test('a correction sticks, proposes a rule with its effect, is applied, undone and saved', () =>
  withPage(shared, {}, async (page) => {
    await start(page);
    for (const text of band.slice(0, 3)) {
      await correct(page, text, 'Neutral');
      if (text !== band[2]) await closeDialog(page);
    }
    const proposal = dialog(page).locator('.proposal');
    await proposal.getByText('“awful mess” is a name here').waitFor();
    await proposal.getByText('3 other mentions would change.').waitFor();
    assert.deepEqual(await violations(page), []);
    await proposal.getByRole('button', { name: 'Apply' }).click();
    await dialog(page).locator('.proposal').waitFor({ state: 'detached' });
    await closeDialog(page);
    await settled(page);
    assert.equal(await cell(page, band[4]).getByText('Negative').count(), 0);
    assert.equal(await cell(page, others[0]).getByText('Negative').count(), 1);

    const saved = await savedSettings(page);
    assert.deepEqual(saved.corrections.phrases, [{ phrase: 'awful mess', sentiment: 'name' }]);
    assert.equal(Object.keys(saved.corrections.mentions).length, 3);
    const written = JSON.stringify(saved);
    for (const text of band) assert.ok(!written.includes(text), 'no text of a mention is stored');
    assert.deepEqual(
      await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((key) => /correct|label/.test(key))),
      [],
    );

    await openPanel(page, 'corrections');
    const panel = page.locator('#panel-corrections');
    assert.equal(await panel.locator('.correction-list > li').count(), 4);
    await panel.getByRole('button', { name: 'Undo the last correction' }).click();
    await panel.locator('.correction-list > li').nth(3).waitFor({ state: 'detached' });
    await settled(page);
    await cell(page, band[4]).getByText('Negative').waitFor();
    await panel.getByRole('button', { name: `Undo: ${band[0]}` }).click();
    await cell(page, band[0]).getByText('Negative').waitFor();
    assert.equal(await cell(page, band[1]).getByText('Neutral').count(), 1);
  }));

test('a mention stays in sight when its correction takes it out of the table', () =>
  withPage(shared, {}, async (page) => {
    await start(page);
    const before = await selectionSize(page);
    const filters = page.locator('#mentions .filters').first();
    await filters.locator('label').filter({ hasText: 'Sentiment' }).locator('select').selectOption('negative');
    await page.waitForFunction((all) => !document.querySelector('#mentions-heading small').textContent.startsWith(`${all} `), before);
    const negative = await selectionSize(page);
    await correct(page, band[0], 'Positive');
    await showsMentions(page, negative - 1);
    await dialog(page).getByText(band[0]).waitFor();
    await tone(page, 'Neutral').click();
    await page.waitForFunction(() => document.querySelector('.label-choice [aria-disabled="true"]') === null);
    await closeDialog(page);
    const { mentions } = (await savedSettings(page)).corrections;
    assert.deepEqual(Object.values(mentions), [{ sentiment: 'neutral' }]);
  }));

test('all mentions of a filter are corrected at once, and next month from the saved settings', () =>
  withPage(shared, {}, async (page) => {
    await start(page);
    await page.getByRole('searchbox').fill('awful mess');
    await showsMentions(page, band.length);
    await page.locator('.correct-all summary').click();
    const all = page.locator('.correct-all');
    const go = all.getByRole('button', { name: `Correct ${band.length} mentions` });
    assert.ok(await go.isDisabled());
    await all.getByLabel('Sentiment of all').selectOption('positive');
    await all.getByLabel('Topic of all').selectOption('true-product');
    await go.click();
    await cell(page, band[0]).getByText('Positive').waitFor();
    const saved = await savedSettings(page);
    assert.equal(Object.keys(saved.corrections.mentions).length, band.length);
    await page.getByRole('button', { name: 'Start over' }).click();
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Start over' });
    if (await confirm.count()) await confirm.click();
    await page.getByRole('button', { name: 'Try the sample' }).waitFor();
    await start(page, saved);
    await cell(page, band[3]).getByText('Positive').waitFor();
    await openPanel(page, 'corrections');
    await page.locator('#panel-corrections').getByText(`${band.length} more texts`).waitFor();
  }));

test('eight corrections without a phrase in common teach weights, whose effect is shown, applied, saved and undone', () =>
  withPage(shared, {}, async (page) => {
    const parts = ['The kettle', 'My lamp', 'This chair', 'Our table', 'That fan'];
    const ends = ['arrived at noon', 'arrived by van on Monday', 'was left at the door'];
    await addFiles(page, { 'mentions.csv': csv([...parts.flatMap((part) => ends.map((end) => `${part} ${end}`)), ...others]) });
    await settled(page);
    await page.getByRole('searchbox').fill('(noon OR van) NOT fan');
    await showsMentions(page, 8);
    await page.locator('.correct-all summary').click();
    await page.locator('.correct-all').getByLabel('Sentiment of all').selectOption('negative');
    await page.locator('.correct-all').getByRole('button', { name: 'Correct 8 mentions' }).click();
    const proposal = page.locator('.proposal').filter({ hasText: 'Learn from your corrections?' });
    await proposal.waitFor();
    const would = numberIn((await proposal.innerText()).split('?')[1]);
    assert.ok(would >= 1 && would <= 10, `${would}`);
    await page.getByRole('searchbox').fill('');
    await showsMentions(page, 18);
    const labels = () => page.locator('#mentions tbody tr').allInnerTexts();
    const before = await labels();
    await proposal.getByRole('button', { name: 'Apply' }).click();
    await proposal.waitFor({ state: 'detached' });
    await settled(page);
    const changed = async () => (await labels()).filter((row, at) => row !== before[at]).length;
    await page.waitForFunction(() => document.querySelectorAll('#mentions tbody tr').length > 0);
    const { weights, features } = (await savedSettings(page)).corrections;
    assert.ok(Object.keys(weights).length > 0 && features > 0);
    assert.ok((await changed()) >= 1);
    await openPanel(page, 'corrections');
    await page.getByRole('button', { name: 'Undo: Learnt from your corrections' }).click();
    await page.getByRole('button', { name: 'Undo: Learnt from your corrections' }).waitFor({ state: 'detached' });
    await settled(page);
    for (let tries = 0; tries < 50 && (await changed()) > 0; tries += 1) await page.waitForTimeout(100);
    assert.equal(await changed(), 0);
    assert.equal(Object.keys((await savedSettings(page)).corrections.mentions).length, 8);
  }));
