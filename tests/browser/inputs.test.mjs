// Ways in: files, pasted rows, several at once, broken ones, and very large ones.
import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { test } from 'node:test';
import {
  addFiles,
  downloaded,
  openPanel,
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
  '2026-03-02 10:40,sato,X,"Halden broke again, I hate it"',
  '2026-03-03 11:05,ivan,Reddit,Halden and Brevik compared',
];

async function loadBrands(page, names) {
  await openPanel(page, 'downloads');
  await page.locator('input[data-take="settings"]').setInputFiles({
    name: 'settings.json',
    mimeType: 'application/json',
    buffer: Buffer.from(
      JSON.stringify({
        brands: names.map((name) => ({ name, aliases: [], handles: [], exclude: [], own: false })),
        timeZone: 'Asia/Seoul',
      }),
    ),
  });
  await page.waitForFunction(() => document.querySelectorAll('.bar-row').length === 2);
}

test('rows pasted anywhere on the page are read', () =>
  withPage(shared, {}, async (page) => {
    await page.getByRole('button', { name: 'Choose files' }).waitFor();
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, 'Date\tAuthor\tText\n2026-03-02\tkim\tHalden, fast as ever\n2026-03-03\tlee\tHalden is slow\n2026-03-04\tivan\tno word of it\n');
    await settled(page);
    await showsMentions(page, 3);
  }));

test('rows in the paste box are read', () =>
  withPage(shared, {}, async (page) => {
    await page.locator('textarea').fill(rows.slice(0, 3).join('\n'));
    await page.getByRole('button', { name: 'Read these rows' }).click();
    await settled(page);
    await showsMentions(page, 2);
  }));

test('files dropped on the page are read, all of them', () =>
  withPage(shared, {}, async (page) => {
    await page.getByRole('button', { name: 'Choose files' }).waitFor();
    await page.evaluate(
      (parts) => {
        const data = new DataTransfer();
        parts.forEach((text, index) =>
          data.items.add(new File([text], `part-${index}.csv`, { type: 'text/csv' })),
        );
        document.body.dispatchEvent(
          new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
        );
      },
      [rows.slice(0, 3).join('\n'), [rows[0], rows[3]].join('\n')],
    );
    await settled(page);
    await showsMentions(page, 3);
    await openPanel(page, 'inputs');
    assert.deepEqual(await page.locator('.input h3').allTextContents(), ['part-0.csv', 'part-1.csv']);
  }));

test('an input that cannot be used says why and does not block the others', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'empty.csv': '', 'good.csv': rows.join('\n') });
    await settled(page);
    await showsMentions(page, 3);
    const failed = page.locator('.reading.is-failed');
    assert.equal(await failed.locator('b').textContent(), 'empty.csv');
    assert.match(await failed.textContent(), /Not used\. .{10,}/);
    await openPanel(page, 'inputs');
    assert.equal(await page.locator('.input.is-failed h3').textContent(), 'empty.csv');
  }));

test('rows that cannot be read are counted, named by their row, and come home with the reason', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'broken.csv': [...rows, '2026-03-04,lee', ...rows.slice(1)].join('\n') });
    await settled(page);
    await showsMentions(page, 3);
    await openPanel(page, 'inputs');
    assert.match(
      await page.locator('.input-counts').textContent(),
      /7 records = 3 mentions \+ 0 without text \+ 3 duplicates \+ 1 left out/,
    );
    await page.locator('.notes').getByText('Row 5').waitFor();
    const file = await downloaded(page, () =>
      page.getByRole('button', { name: 'Download the rows left out' }).click(),
    );
    assert.ok(file.text.startsWith('\ufefffile,row,reason,'));
    assert.match(file.text, /^broken\.csv,5,tooFewCells,.*"2026-03-04,lee"\r?$/m);
  }));

test('the errors of the core are said in the language of the page', () =>
  withPage(shared, { lang: 'ko' }, async (page) => {
    await addFiles(page, { 'empty.csv': '', 'numbers.csv': '1;2\n3;4\n' });
    await settled(page);
    const said = await page.locator('.reading.is-failed > p:first-child').allTextContents();
    assert.equal(said.length, 2);
    for (const problem of said) assert.match(problem, /\. [^.]*[가-힣]{2}/);
  }));

test('texts are shown as text, and only http addresses can be followed', () =>
  withPage(shared, {}, async (page) => {
    // Character references are undone after markup is taken out, so that this markup gets through.
    const hostile = '&lt;img src=x onerror="document.title=1"&gt;&lt;script&gt;document.title=2&lt;/script&gt;';
    await addFiles(page, {
      'hostile.csv': [
        'Date,Author,URL,Text',
        `2026-03-02,"<b>kim</b>",javascript:alert(1),"${hostile.replaceAll('"', '""')} and some words"`,
        '2026-03-03,lee,https://example.org/a,just words here',
      ].join('\n'),
    });
    await settled(page);
    const title = await page.title();
    await page.locator('#mentions tbody tr').first().click();
    const dialog = page.locator('dialog[open]');
    await dialog.locator('.mention-text').waitFor();
    assert.match(
      await dialog.locator('.mention-text').textContent(),
      /<img src=x onerror="document.title=1">/,
    );
    assert.equal(await dialog.locator('a').count(), 0);
    assert.equal(await page.locator('#mentions img, dialog img').count(), 0);
    await dialog.getByRole('button', { name: 'Next mention' }).click();
    const link = dialog.locator('a');
    assert.equal(await link.getAttribute('href'), 'https://example.org/a');
    assert.equal(await link.getAttribute('rel'), 'noreferrer noopener');
    assert.equal(await page.title(), title);
  }));

test('too few mentions are greyed and said to be too few', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'few.csv': rows.join('\n') });
    await settled(page);
    await loadBrands(page, ['Halden', 'Brevik']);
    assert.equal(await page.locator('.bar-row.is-doubtful').count(), 2);
    assert.match(await page.locator('.bar-row').first().textContent(), /too few mentions to tell/);
  }));

async function writeLarge(path, count) {
  const out = createWriteStream(path);
  out.write('Date,Author,Platform,Text\n');
  for (let row = 0; row < count;) {
    let block = '';
    for (const end = Math.min(count, row + 20_000); row < end; row += 1) {
      block += `2026-03-${String((row % 28) + 1).padStart(2, '0')},author${row % 5000},X,Halden number ${row} is ${row % 3 ? 'great and fast' : 'slow and broken'}\n`;
    }
    if (!out.write(block)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

test('figures appear while a large file still streams, and a cancel leaves what was read', async () => {
  const path = join(shared.folder, 'large.csv');
  await writeLarge(path, 3_000_000);
  await withPage(shared, {}, async (page) => {
    await page.getByRole('button', { name: 'Choose files' }).waitFor();
    await page.waitForLoadState('networkidle');
    await addFiles(page, path);
    await page.locator('#mentions tbody tr').first().waitFor();
    const bar = page.getByRole('progressbar');
    assert.ok(Number(await bar.getAttribute('aria-valuenow')) < 100, 'it still reads');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await settled(page);
    const read = await selectionSize(page);
    assert.ok(read > 0 && read < 3_000_000, `${read} mentions stay`);
    await page.getByText('Reading was cut off: large.csv').waitFor();
    await page.locator('.filters input[type="search"]').fill('number 7 ');
    await page.waitForFunction(
      (old) => !document.querySelector('#mentions-heading').textContent.includes(old),
      read.toLocaleString('en'),
    );
  });
});

test('a table of a million rows scrolls to its last row, and back by single rows', async () => {
  const path = join(shared.folder, 'million.csv');
  await writeLarge(path, 1_000_000);
  await withPage(shared, {}, async (page) => {
    await addFiles(page, path);
    await settled(page);
    await showsMentions(page, 1_000_000);
    const grid = page.getByRole('grid');
    assert.equal(await grid.getAttribute('aria-rowcount'), '1000001');
    await grid.focus();
    await page.keyboard.press('End');
    await page.locator('#mention-999999').getByText('number 999999').waitFor();
    await page.keyboard.press('ArrowUp');
    assert.equal(await grid.getAttribute('aria-activedescendant'), 'mention-999998');
    await page.evaluate(() => {
      const scroller = document.querySelector('.table-scroller');
      scroller.scrollTop = scroller.scrollHeight / 2;
    });
    await page.waitForFunction(() => {
      const row = Number(document.querySelector('#mentions tbody tr').getAttribute('aria-rowindex'));
      return row > 490_000 && row < 510_000;
    });
    const before = Number(await page.locator('#mentions tbody tr').first().getAttribute('aria-rowindex'));
    await page.locator('.table-scroller').hover();
    await page.mouse.wheel(0, 44 * 3);
    await page.waitForFunction(
      (row) => Number(document.querySelector('#mentions tbody tr').getAttribute('aria-rowindex')) === row + 3,
      before,
    );
  });
});
