// Brands and settings: figures follow what the person decides, and files take it home.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addFiles,
  downloaded,
  numberIn,
  openPanel,
  openSample,
  selectionSize,
  settled,
  showsMentions,
  useBrowser,
  withPage,
} from './page.mjs';

const shared = useBrowser();

const rows = [
  'Date,Author,Platform,Text',
  '2026-03-02 09:12,kim,X,Halden is fast and I love it',
  '2026-03-02 10:40,sato,X,"Haldn broke again, I hate it"',
  '2026-03-02 23:30,ivan,Reddit,Brevik is fine I guess',
  '2026-03-03 11:05,lena,Reddit,Halden Bay is a nice beach',
].join('\n');

async function addBrand(page, name) {
  await page.getByRole('button', { name: 'Add a brand' }).click();
  await page.locator('.brand.is-open input[type="text"]').fill(name);
}

const shareOf = (page, name) => page.locator('.bar-row').filter({ hasText: name });

test('a brand can be added, given other spellings and exclusions, and removed', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'mentions.csv': rows });
    await settled(page);
    await openPanel(page, 'brands');
    while ((await page.locator('.brand').count()) > 0) {
      if ((await page.locator('.brand.is-open').count()) === 0)
        await page.locator('.brand-head').first().click();
      const before = await page.locator('.brand').count();
      if (before === 1) break;
      await page.getByRole('button', { name: 'Remove this brand' }).click();
      await page.waitForFunction((count) => document.querySelectorAll('.brand').length < count, before);
    }
    if ((await page.locator('.brand').count()) === 0) await addBrand(page, 'Halden');
    else await page.locator('.brand.is-open input[type="text"]').fill('Halden');
    await shareOf(page, 'Halden').getByText('3 mentions').waitFor();
    await addBrand(page, 'Brevik');
    await shareOf(page, 'Brevik').getByText('1 mention').waitFor();
    await page.locator('.brand-head').first().click();
    await page.getByLabel('Other spellings').fill('Brevik\n');
    await shareOf(page, 'Halden').getByText('4 mentions').waitFor();
    await page.getByLabel('Other spellings').fill('Haldn\n');
    await shareOf(page, 'Halden').getByText('3 mentions').waitFor();
    await page.getByLabel('Not this brand').fill('Halden Bay');
    await shareOf(page, 'Halden').getByText('2 mentions').waitFor();
    await page.getByLabel('This is our own brand').check();
    await shareOf(page, 'Halden').getByText('yours').waitFor();
    assert.match(await page.locator('#tab-brands small').textContent(), /your settings/);
  }));

test('what a brand finds is shown while it is edited, each place with its reason', () =>
  withPage(shared, {}, async (page) => {
    const texts = [
      'Orchid opened a store for the new phone',
      'the orchid in my garden wilted again',
      'my #Orchid phone is fine',
      'orchids everywhere, and orchidee too',
      '아침에 오르키드를 샀다',
    ];
    await addFiles(page, {
      'mentions.csv': ['Date,Author,Text', ...texts.map((text, at) => `2026-03-02 09:1${at},kim${at},"${text}"`)].join('\n'),
    });
    await settled(page);
    await openPanel(page, 'brands');
    await addBrand(page, 'Orchid');
    const finds = page.locator('.finds');
    const find = (text) => finds.locator('.find').filter({ hasText: text });
    await find('opened a store').getByText('Counts: the name “Orchid”').waitFor();
    assert.equal(await find('opened a store').locator('mark').textContent(), 'Orchid');
    await find('my #Orchid').getByText('Counts: “Orchid” as a hashtag').waitFor();
    await finds.getByText('3 of 5 mentions name it.').waitFor();
    await page.getByLabel('Words that must be near').fill('phone');
    await find('in my garden').getByText('no word that must be near is').waitFor();
    await finds.getByText('2 of 5 mentions name it.').waitFor();
    await page.getByLabel('Words that must be near').fill('');
    await page.getByLabel('Words that must not be near').fill('garden\n');
    await find('in my garden').getByText('Held back: “garden” stands near it').waitFor();
    await page.getByLabel('Other spellings').fill('오르키드');
    await find('아침에').getByText('Counts: “오르키드” with an ending').waitFor();
    assert.equal(await find('아침에').locator('mark').textContent(), '오르키드');
    await find('orchids everywhere').getByText('part of a longer word').waitFor();
    await settled(page);
    await shareOf(page, 'Orchid').getByText('3 mentions').waitFor();
  }));

test('the time zone decides which day a mention belongs to', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, {
      'zoned.csv':
        'Date,Text\n2026-03-02T23:30:00Z,late in one place\n2026-03-02T01:00:00Z,early in the other\n',
    });
    await settled(page);
    await page.locator('.setup select').selectOption('UTC');
    await settled(page);
    await page.locator('.facts dd').first().getByText('2 Mar 2026', { exact: true }).waitFor();
    await page.locator('.setup select').selectOption('Asia/Tokyo');
    await page
      .locator('.facts dd')
      .first()
      .getByText(/2\s?–\s?3 Mar 2026/)
      .waitFor();
  }));

test('figures come home as the report of the core, in JSON and CSV', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    await openPanel(page, 'downloads');
    const block = page.locator('.downloads > div').nth(0);
    const json = await downloaded(page, () => block.getByRole('button', { name: 'JSON' }).click());
    const report = JSON.parse(json.text);
    assert.equal(json.name, 'earshot-figures.json');
    assert.equal(report.schema, 1);
    assert.equal(report.totals.mentions, await selectionSize(page));
    assert.equal(report.settings.timeZone, 'Asia/Seoul');
    const csv = await downloaded(page, () => block.getByRole('button', { name: 'CSV' }).click());
    assert.ok(csv.text.startsWith('\ufeff'), 'spreadsheets need the mark to read it as UTF-8');
    assert.match(csv.text, new RegExp(`mentions,${report.totals.mentions},`));
  }));

test('the mentions of the selection come home, one a line', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const bar = page.locator('.bar-row').first();
    const count = numberIn(await bar.locator('.bar-name small').textContent());
    const name = await bar.locator('.brand-name').textContent();
    await bar.click();
    await showsMentions(page, count);
    await openPanel(page, 'downloads');
    const block = page.locator('.downloads > div').nth(1);
    const json = await downloaded(page, () => block.getByRole('button', { name: 'JSON lines' }).click());
    const mentions = json.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.equal(mentions.length, count);
    assert.ok(mentions.every((mention) => mention.brands.includes(name)));
    const csv = await downloaded(page, () => block.getByRole('button', { name: 'CSV' }).click());
    assert.equal(csv.name, 'earshot-mentions.csv');
    assert.equal(csv.text.match(/^\ufeff?id,text,/gm)?.length, 1, 'one header');
  }));

test('settings saved in one analysis can be loaded in the next', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'mentions.csv': rows });
    await settled(page);
    await openPanel(page, 'brands');
    await addBrand(page, 'Brevik');
    await shareOf(page, 'Brevik').waitFor();
    await openPanel(page, 'downloads');
    const saved = await downloaded(page, () => page.getByRole('button', { name: 'Save: Settings' }).click());
    assert.equal(JSON.parse(saved.text).timeZone, 'Asia/Seoul');
    await page.getByRole('button', { name: 'Start over' }).click();
    await addFiles(page, { 'mentions.csv': rows });
    await settled(page);
    await openPanel(page, 'downloads');
    await page
      .locator('input[data-take="settings"]')
      .setInputFiles({ name: saved.name, mimeType: 'application/json', buffer: Buffer.from(saved.text) });
    await page.locator('#tab-brands').getByText('your settings').waitFor();
    await shareOf(page, 'Brevik').waitFor();
  }));

test('a settings file that is none is refused with a sentence, and nothing changes', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const before = await page.locator('#tab-brands small').textContent();
    await openPanel(page, 'downloads');
    await page
      .locator('input[data-take="settings"]')
      .setInputFiles({
        name: 'odd.json',
        mimeType: 'application/json',
        buffer: Buffer.from('{"brands": 7}'),
      });
    await page.locator('.notice').waitFor();
    assert.equal(await page.locator('#tab-brands small').textContent(), before);
  }));
