// The audit: a sample is labelled blind, by keys and buttons, put aside and taken up again, and the
// figures say how right the labels are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addFiles,
  downloaded,
  openPanel,
  settled,
  useBrowser,
  violations,
  withPage,
} from './page.mjs';

const shared = useBrowser();

const texts = {
  positive: 'I love this kettle, it is wonderful',
  neutral: 'The shop opens at nine on Monday',
  negative: 'Terrible, it broke and I hate it',
};
const tones = Object.keys(texts);

/** Every tenth mention has another sentiment in the export than its words have. */
const rows = [
  'Date,Author,Text,Sentiment',
  ...Array.from({ length: 120 }, (_, row) => {
    const tone = tones[row % 3];
    const given = row % 10 === 0 ? tones[(row + 1) % 3] : tone;
    return `2026-03-02,user${row},"${texts[tone]} ${row}",${given}`;
  }),
].join('\n');

const audit = (page) => page.locator('#audit');
const sheet = (page) => page.locator('.audit-sheet[open]');
const keyFor = (text) => String(tones.findIndex((tone) => text.includes(texts[tone])) + 1);
const shownText = (page) => sheet(page).locator('blockquote').innerText();

async function open(page) {
  await addFiles(page, { 'mentions.csv': rows });
  await settled(page);
}

/** Answers as the words say, except for every `wrong`th mention. */
async function label(page, count, wrong = Infinity) {
  for (let at = 1; at <= count; at += 1) {
    const text = await shownText(page);
    const right = keyFor(text);
    await page.keyboard.press(at % wrong === 0 ? String((Number(right) % 3) + 1) : right);
    await page.waitForFunction(
      (before) => document.querySelector('.audit-sheet blockquote')?.innerText !== before,
      text,
    );
  }
}

test('beside a sentiment of the export stands how far ours agrees with it', () =>
  withPage(shared, {}, async (page) => {
    await open(page);
    const part = audit(page).locator('#agreement');
    assert.match(await part.innerText(), /agree on 90\.0\s?% of 120 mentions \(95% interval 83\.\d–94\.\d\s?%\)/);
    assert.match(await part.innerText(), /kappa: 0\.85 \(95% interval 0\.7\d … 0\.9\d\)/);
    const cells = await part.locator('.label-table td.is-same').allInnerTexts();
    assert.equal(cells.reduce((all, cell) => all + Number(cell), 0), 108);
    assert.deepEqual(await violations(page), []);
  }));

test('without one there is only the audit', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'mentions.csv': 'Text\nI love it\nI hate it\n' });
    await settled(page);
    await audit(page).waitFor();
    assert.equal(await page.locator('#agreement').count(), 0);
  }));

test('a sample is labelled blind with the keys, put aside, and gone on with after a reload of the settings', () =>
  withPage(shared, {}, async (page) => {
    await open(page);
    await audit(page).getByLabel('Mentions in the sample').selectOption('50');
    await settled(page);
    const start = audit(page).getByRole('button', { name: 'Start the audit' });
    await start.click();
    await sheet(page).waitFor();
    assert.deepEqual(await violations(page), []);
    assert.equal(await page.getByRole('dialog', { name: 'Audit' }).count(), 1);
    assert.doesNotMatch(await sheet(page).locator('.audit-text').innerText(), /positive|neutral|negative/i);

    await label(page, 20, 10);
    // Back to the last one, where the answer is shown and can be changed.
    await page.keyboard.press('Backspace');
    assert.equal(await sheet(page).locator('[aria-pressed="true"]').count(), 1);
    await page.keyboard.press('4');
    await sheet(page).getByRole('button', { name: 'Stop' }).click();
    await settled(page);
    const goOn = audit(page).getByRole('button', { name: 'Go on (20 of 50 labelled)' });
    await goOn.waitFor();
    assert.ok(await goOn.evaluate((button) => button === document.activeElement), 'the focus is back');
    assert.match(await audit(page).innerText(), /at least 30 labelled mentions/);

    await openPanel(page, 'downloads');
    const saved = await downloaded(page, () => page.getByRole('button', { name: 'Save: Settings' }).click());
    const settings = JSON.parse(saved.text);
    assert.equal(settings.audit.labels.length, 20);
    assert.doesNotMatch(saved.text, /kettle|Monday|user\d/, 'no text of a mention is kept');

    await page.getByRole('button', { name: 'Start over' }).click();
    await open(page);
    await openPanel(page, 'downloads');
    await page
      .locator('input[data-take="settings"]')
      .setInputFiles({ name: saved.name, mimeType: 'application/json', buffer: Buffer.from(saved.text) });
    await goOn.click();
    await sheet(page).waitFor();
    await label(page, 29);
    await page.keyboard.press(keyFor(await shownText(page)));
    const figures = sheet(page).getByRole('button', { name: 'Show the figures' });
    await figures.waitFor();
    assert.ok(await figures.evaluate((button) => button === document.activeElement));
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Enter');
    await audit(page).getByRole('button', { name: 'Look through your labels' }).waitFor();
    await settled(page);

    // One wrong answer was the tenth; the other became "can't tell".
    const said = await audit(page).innerText();
    assert.match(said, /right for 98\.0\s?% of 49 mentions that you labelled/);
    assert.match(said, /1 mention that you could not tell/);
    assert.equal(await audit(page).locator('#corrected tbody tr').count(), 3);
    assert.deepEqual(await violations(page), []);
  }));

test('the buttons do what the keys do, and Escape stops', () =>
  withPage(shared, {}, async (page) => {
    await open(page);
    await audit(page).getByLabel('As many of each label').check();
    await settled(page);
    await audit(page).getByRole('button', { name: 'Start the audit' }).click();
    await sheet(page).getByRole('button', { name: 'Neutral' }).click();
    await sheet(page).getByText('2 of 100', { exact: true }).waitFor();
    await sheet(page).getByRole('button', { name: 'Back' }).click();
    await sheet(page).getByText('1 of 100', { exact: true }).waitFor();
    assert.equal(
      await sheet(page).getByRole('button', { name: 'Neutral' }).getAttribute('aria-pressed'),
      'true',
    );
    await page.keyboard.press('Escape');
    await audit(page).getByRole('button', { name: 'Go on (1 of 100 labelled)' }).waitFor();
  }));

/** Whether a broken rule is about this part of the page. */
const isOurs = (violation) => /audit|agreement|corrected|label-table/.test(violation);

for (const lang of ['ko', 'ja', 'ru']) {
  test(`${lang}: the audit stands in a narrow window without cutting anything off`, () =>
    withPage(shared, { lang, width: 360, theme: 'dark' }, async (page) => {
      await open(page);
      await audit(page).locator('.audit-start button').click();
      await sheet(page).waitFor();
      await label(page, 40);
      assert.deepEqual((await violations(page)).filter(isOurs), []);
      await page.keyboard.press('Escape');
      await audit(page).locator('#corrected').waitFor();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${wide} pixels too wide`);
      assert.deepEqual((await violations(page)).filter(isOurs), []);
    }));
}
