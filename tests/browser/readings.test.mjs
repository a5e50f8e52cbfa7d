// What the page made of a file: said in a sentence, put right in two clicks, remembered only when asked.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { test } from 'node:test';
import {
  addFiles,
  downloaded,
  openPanel,
  settled,
  showsMentions,
  useBrowser,
  violations,
  withPage,
} from './page.mjs';
import { zip } from '../zip.mjs';
import { workbook } from './workbook.mjs';

const shared = useBrowser();

const posts = [
  'When;Who;Note;Words',
  '2026-03-02 09:12;kim;;Halden is fast and I love it',
  '2026-03-02 10:40;sato;checked;Halden broke again and I hate it',
  '2026-03-03 11:05;ivan;;Halden and Brevik compared',
  '2026-03-04 12:00;ivan;checked;',
].join('\n');

const reading = (page, name) => page.locator('.reading', { has: page.getByText(name, { exact: true }) });

async function openCheck(page, name) {
  const opener = reading(page, name).getByRole('button', { name: 'Check how it was read' });
  if ((await opener.getAttribute('aria-expanded')) !== 'true') await opener.click();
  await page.locator('.check-panel').waitFor();
}

/** The select of the panel for a column, or for something of the whole file. */
const choice = (page, name) =>
  page.locator('.check-panel').getByRole('combobox', { name, exact: true });

/** Waits until what `act` starts to read again is read; short files are through in no time. */
async function readAgain(page, act) {
  await page.evaluate(() => {
    window.reading = new Promise((resolve) => {
      new MutationObserver((_, observer) => {
        if (!document.querySelector('.progress')) return;
        observer.disconnect();
        resolve();
      }).observe(document.body, { childList: true, subtree: true });
    });
  });
  await act();
  await page.evaluate(() => window.reading);
  await settled(page);
}

const choose = (page, label, value) =>
  readAgain(page, () => choice(page, label).selectOption(value));
const press = (page, name) => readAgain(page, () => page.getByRole('button', { name }).click());

test('a sentence says what a file is, how many mentions it holds, of what time and in which encoding', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'posts.csv': posts });
    await settled(page);
    const said = await reading(page, 'posts.csv').innerText();
    assert.match(said, /posts\.csv\s+CSV file, 3 mentions, 2\s–\s3 Mar 2026, UTF-8\./);
    assert.match(said, /Left out: 1 row without text\./);
    const file = await downloaded(page, () => page.getByRole('button', { name: 'Download these rows' }).click());
    assert.match(file.text, /^posts\.csv,5,emptyRow,.*ivan;checked/m);
  }));

const survey = [
  'Respondent ID,Collector ID,Which do you own?,,Why did you buy it?',
  ',,Phone,Watch,Open-Ended Response',
  '118000000001,9,Phone,Watch,It was a gift from my brother',
  '118000000002,9,Phone,,My old one broke after three years',
  '118000000003,9,Phone,,The price was good that week',
].join('\n');

test('the choices of a survey are drawn by question, with their shares and intervals', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'survey.csv': survey });
    await settled(page);
    assert.match(await reading(page, 'survey.csv').innerText(), /SurveyMonkey export, 3 mentions, 1 question/);
    const poll = page.locator('.poll', { hasText: 'Which do you own?' });
    const options = await poll.locator('.bar-row').allInnerTexts();
    assert.equal(options.length, 2);
    assert.match(options[0], /Phone\s+3 votes\s+75\.0\s?%/);
    assert.match(options[1], /Watch\s+1 vote\s+25\.0\s?%/);
    assert.deepEqual(await violations(page), []);
  }));

test('a survey of choices alone says that they are counted, not that texts are missing', () =>
  withPage(shared, {}, async (page) => {
    const [titles, names, ...answers] = survey.split('\n');
    const chosen = answers.map((row) => row.replace(/[^,]*$/, ''));
    await addFiles(page, { 'choices.csv': [titles, names, ...chosen, '118000000004,9,,,'].join('\n') });
    await settled(page);
    const said = await reading(page, 'choices.csv').innerText();
    assert.match(said, /3 answers with choices and no words: they count with the questions\./);
    assert.match(said, /Left out: 1 row without text\./);
    assert.equal(await page.locator('.poll').count(), 1);
  }));

test('another column is chosen for the text: the counts change, brands and filter stay', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'posts.csv': posts });
    await settled(page);
    await openPanel(page, 'brands');
    await page.getByRole('button', { name: 'Add a brand' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Halden');
    await page.locator('.bar-row').first().waitFor();
    await page.locator('.filters input[type="search"]').fill('checked');
    await openCheck(page, 'posts.csv');
    assert.deepEqual(await page.locator('.check-rows th span').allTextContents(), ['When', 'Who', 'Note', 'Words']);
    assert.equal(await choice(page, 'Words').inputValue(), 'text');
    await choose(page, 'Note', 'text');
    await page.getByText('CSV file, 2 mentions').waitFor();
    await showsMentions(page, 2);
    assert.equal(await choice(page, 'Words').inputValue(), '');
    assert.equal(await choice(page, 'Note').inputValue(), 'text');
    assert.equal(await page.locator('.filters input[type="search"]').inputValue(), 'checked');
    assert.match(await page.locator('#tab-brands').innerText(), /1, your settings/);
    assert.match(await reading(page, 'posts.csv').innerText(), /Read as you decided\./);

    await press(page, 'Back to what was recognised');
    await page.getByText('CSV file, 3 mentions').waitFor();
    assert.equal(await choice(page, 'Words').inputValue(), 'text');
    assert.equal(await page.getByText('Read as you decided.').count(), 0);
  }));

test('answers to several questions are mentions of their own', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, {
      'survey.csv':
        'Nr,First impression,What is missing\n1,It is fast and quiet,A longer cable\n2,Rather loud for me,\n3,,More colours please\n',
    });
    await settled(page);
    await openCheck(page, 'survey.csv');
    await choose(page, 'First impression', 'answers');
    await choose(page, 'What is missing', 'answers');
    await page.getByText(', 4 mentions').waitFor();
    await showsMentions(page, 4);
  }));

test('dates that may be read in two ways are asked about, and the answer counts', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, {
      'doubt.csv': 'Date,Text\n03/04/2026,good words here\n05/04/2026,bad words here\n03/04/2026,other words here\n',
    });
    await settled(page);
    const question = page.getByRole('group', { name: 'Which day is 03/04/2026?' });
    await press(page, '4 Mar 2026');
    const item = reading(page, 'doubt.csv');
    await item.getByText('4 Mar – 4 May 2026').waitFor();
    assert.match(await item.innerText(), /dates read as month\/day/);
    assert.equal(await question.count(), 0);
    await openCheck(page, 'doubt.csv');
    await choose(page, 'Order in dates', 'dmy');
    await item.getByText('3 – 5 Apr 2026').waitFor();
  }));

test('the delimiter, the header row and the encoding can be set right', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'cut.csv': 'Report|2026\nDate|Text\n2026-03-02|good words, and more\n2026-03-03|bad words\n' });
    await settled(page);
    await openCheck(page, 'cut.csv');
    await choose(page, 'Header', '2');
    await page.getByText('file, 2 mentions').waitFor();
    await choose(page, 'Delimiter', ',');
    assert.match((await page.locator('.check-rows th span').allTextContents()).join(), /Date\|Text/);
    await choose(page, 'Delimiter', '|');
    await choose(page, 'Encoding', 'windows-1252');
    await page.getByText('Windows-1252').first().waitFor();
    await page.getByText('file, 2 mentions').waitFor();
  }));

test('a correction holds for the other files with the same columns too', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'march.csv': posts, 'april.csv': posts.replaceAll('2026-03', '2026-04') });
    await settled(page);
    await showsMentions(page, 6);
    await openCheck(page, 'april.csv');
    assert.ok(await page.getByLabel('Also for the other input with the same columns').isChecked());
    await choose(page, 'Note', 'text');
    await showsMentions(page, 4);
  }));

/** Presses Cancel as soon as the progress that is shown matches, in the page itself: nothing comes in between. */
const cancelAt = (page, progress) =>
  page.evaluate((wanted) => {
    const press = () => {
      const button = document.querySelector('.progress button:enabled');
      if (!button || !new RegExp(wanted).test(document.querySelector('.progress p').textContent)) return false;
      button.click();
      return true;
    };
    window.cancelled = new Promise((resolve) => {
      new MutationObserver((_, observer) => {
        if (!press()) return;
        observer.disconnect();
        resolve();
      }).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
  }, progress.source);

const cancelled = async (page) => {
  await page.evaluate(() => window.cancelled);
  await settled(page);
};

test('reading again can be cancelled before the file is opened, and taken up again', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'posts.csv': posts });
    await settled(page);
    await openCheck(page, 'posts.csv');
    await cancelAt(page, /^Getting ready/);
    await choice(page, 'Note').selectOption('text');
    await cancelled(page);
    const item = reading(page, 'posts.csv');
    assert.match(await item.innerText(), /posts\.csv Not read yet\./);
    await page.getByText('1 input that was waiting has not been read.').waitFor();
    await page.getByRole('heading', { name: '0 mentions', exact: true }).waitFor();
    await openCheck(page, 'posts.csv');
    assert.equal(await choice(page, 'Note').inputValue(), 'text', 'what was decided is still known');
    await press(page, 'Back to what was recognised');
    await item.getByText('CSV file, 3 mentions').waitFor();
    await showsMentions(page, 3);
    assert.equal(await page.getByText('has not been read').count(), 0);
  }));

test('files that wait when reading is stopped are still told of when others are added', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'march.csv': posts });
    await settled(page);
    await openCheck(page, 'march.csv');
    await cancelAt(page, /^Getting ready/);
    await choice(page, 'Note').selectOption('text');
    await cancelled(page);
    await addFiles(page, { 'april.csv': posts.replaceAll('2026-03', '2026-04') });
    await settled(page);
    await showsMentions(page, 3);
    assert.match(await reading(page, 'march.csv').innerText(), /Not read yet/);
    await press(page, 'Read again');
    await showsMentions(page, 5);
    assert.match(await reading(page, 'march.csv').innerText(), /CSV file, 2 mentions/);
  }));

/** A file that takes far longer to read than anybody waits, made in the page from copies of one piece. */
const addEndlessFile = (page, name) =>
  page.evaluate((called) => {
    const rows = Array.from({ length: 20_000 }, (_, row) => `2026-03-02,author${row},note ${row},Halden ${row} is great\n`);
    const piece = new Blob(rows);
    const transfer = new DataTransfer();
    transfer.items.add(new File(['Date,Author,Note,Text\n', ...Array(1500).fill(piece)], called));
    const input = document.querySelector('input[data-take="mentions"]');
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }, name);

test('reading again can be cancelled in the middle, and taken up again', () =>
  withPage(shared, {}, async (page) => {
    const inTheMiddle = /^long\.csv/;
    await cancelAt(page, inTheMiddle);
    await addEndlessFile(page, 'long.csv');
    await cancelled(page);
    for (const act of [
      () => choice(page, 'Note').selectOption('text'),
      () => page.getByRole('button', { name: 'Back to what was recognised' }).click(),
    ]) {
      await openCheck(page, 'long.csv');
      await cancelAt(page, inTheMiddle);
      await act();
      await cancelled(page);
      await page.getByText('Reading was cut off: long.csv').waitFor();
      assert.match(await reading(page, 'long.csv').innerText(), /CSV file, [\d,]+ mentions/);
      assert.equal(await page.getByText('has not been read').count(), 0);
    }
    assert.equal(await choice(page, 'Text').inputValue(), 'text');
  }));

test('decisions are remembered only when asked, without mentions and names of files', () =>
  withPage(shared, {}, async (page) => {
    const stored = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
    const comeBack = async () => {
      await page.reload();
      await addFiles(page, { 'next.csv': posts });
      await settled(page);
    };
    await addFiles(page, { 'posts.csv': posts });
    await settled(page);
    await openCheck(page, 'posts.csv');
    await choose(page, 'Note', 'text');
    assert.equal(await stored(), '{}');
    await comeBack();
    await page.getByText('CSV file, 3 mentions').waitFor();

    await openCheck(page, 'next.csv');
    await choose(page, 'Note', 'text');
    await page.getByLabel('Use this next time for files with the same columns').check();
    assert.match(await stored(), /Words/);
    assert.doesNotMatch(await stored(), /Halden|next\.csv|posts\.csv|ivan/);
    await comeBack();
    await page.getByText('CSV file, 2 mentions').waitFor();
    await page.getByText('Read as you decided before for files with these columns.').waitFor();
    await press(page, 'Don’t use that');
    await page.getByText('CSV file, 3 mentions').waitFor();
    await comeBack();
    await page.getByText('CSV file, 2 mentions').waitFor();
    await press(page, 'Forget it');
    await page.getByText('CSV file, 3 mentions').waitFor();
    assert.equal(await stored(), '{}');
  }));

test('the settings file carries the decisions, and brings them back', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'posts.csv': posts });
    await settled(page);
    await openCheck(page, 'posts.csv');
    await choose(page, 'Note', 'text');
    await openPanel(page, 'downloads');
    const { text } = await downloaded(page, () => page.getByRole('button', { name: 'Save: Settings' }).click());
    const { inputs } = JSON.parse(text);
    assert.deepEqual(inputs, [{ header: ['When', 'Who', 'Note', 'Words'], columns: { text: ['Note'] } }]);
    await page.getByRole('button', { name: 'Start over' }).click();
    await addFiles(page, { 'again.csv': posts });
    await settled(page);
    await showsMentions(page, 3);
    await openPanel(page, 'downloads');
    await page
      .locator('input[data-take="settings"]')
      .setInputFiles({ name: 'settings.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await showsMentions(page, 2);
    await page.getByText('Read as your settings file says.').waitFor();
  }));

test('the same file twice is counted once', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'posts.csv': posts });
    await settled(page);
    await addFiles(page, { 'posts.csv': posts });
    await settled(page);
    await showsMentions(page, 3);
    assert.match(await reading(page, 'posts (2).csv').innerText(), /3 duplicates counted once/);
  }));

test('duplicates are among the rows that can be downloaded, with their reason', () =>
  withPage(shared, {}, async (page) => {
    const rows = ['Id,Author,Text', '1,kim,Halden is fast', '2,sato,Halden broke'];
    await addFiles(page, {
      'march.csv': rows.join('\n'),
      'more.csv': [...rows, '3,ivan,', '4,ivan,Halden once more'].join('\n'),
    });
    await settled(page);
    const item = reading(page, 'more.csv');
    assert.match(await item.innerText(), /2 duplicates counted once/);
    const file = await downloaded(page, () => item.getByRole('button', { name: 'Download these rows' }).click());
    assert.match(file.text, /^more\.csv,3,duplicate,.*2,sato,Halden broke/m);
    assert.match(file.text, /^more\.csv,4,emptyRow,/m);
  }));

test('the bar goes on while a zip is unpacked', () =>
  withPage(shared, {}, async (page) => {
    const rows = Array.from({ length: 300_000 }, (_, row) => `2026-03-02,author${row},Halden number ${row} is a great thing`);
    const packed = zip({ 'long.csv': Buffer.from(`Date,Author,Text\n${rows.join('\n')}\n`) });
    await page.evaluate(() => {
      window.values = new Set();
      new MutationObserver(() => {
        const bar = document.querySelector('.progress-bar');
        if (bar) window.values.add(Number(bar.getAttribute('aria-valuenow')));
      }).observe(document.body, { childList: true, subtree: true, attributes: true });
    });
    await page
      .locator('input[data-take="mentions"]')
      .setInputFiles([{ name: 'long.zip', mimeType: 'application/zip', buffer: packed }]);
    await settled(page);
    const values = await page.evaluate(() => [...window.values]);
    assert.ok(values.some((value) => value > 0 && value < 100), values.join());
    assert.deepEqual(values, [...values].sort((a, b) => a - b));
  }));

test('JSON, JSON lines, workbooks, zips and gzips are read as they are', () =>
  withPage(shared, {}, async (page) => {
    const rows = [
      { date: '2026-03-02', author: 'kim', text: 'a fine day for it' },
      { date: '2026-03-03', author: 'lee', text: 'not so fine' },
    ];
    const again = (name) => rows.map((row) => ({ ...row, text: `${row.text} in ${name}` }));
    const csv = (name) => ['date,author,text', ...again(name).map((row) => Object.values(row).join())].join('\n');
    const cells = (name) => [['date', 'author', 'text'], ...again(name).map((row) => Object.values(row))];
    const files = {
      'a.json': Buffer.from(JSON.stringify({ items: again('json') })),
      'b.jsonl': Buffer.from(again('lines').map((row) => JSON.stringify(row)).join('\n')),
      'c.xlsx': workbook({ Posts: cells('a workbook'), Notes: [['Made for a test']] }),
      'd.zip': zip({ 'one.csv': Buffer.from(csv('one')), 'two.csv': Buffer.from(csv('two')) }),
      'e.csv.gz': gzipSync(csv('gzip')),
    };
    await page.locator('input[data-take="mentions"]').setInputFiles(
      Object.entries(files).map(([name, buffer]) => ({ name, mimeType: 'application/octet-stream', buffer })),
    );
    await settled(page);
    await showsMentions(page, 12);
    await page.getByRole('button', { name: 'Show all 6' }).click();
    const said = await page.locator('.reading').allInnerTexts();
    assert.match(said[0], /a\.json\s+JSON file, 2 mentions/);
    assert.match(said[1], /b\.jsonl\s+JSON lines file, 2 mentions/);
    assert.match(said[2], /c\.xlsx\s+Excel workbook, sheet “Posts”, 2 mentions/);
    assert.match(said[3], /d\.zip\/one\.csv\s+CSV file, 2 mentions/);
    assert.match(said[4], /d\.zip\/two\.csv\s+CSV file, 2 mentions/);
    assert.match(said[5], /e\.csv\.gz\s+CSV file, 2 mentions/);
    await openCheck(page, 'd.zip/two.csv');
    await choose(page, 'author', '');
    await openCheck(page, 'c.xlsx');
    assert.equal(await choice(page, 'Encoding').count(), 0);
    assert.deepEqual(
      await choice(page, 'Sheet').locator('option').allTextContents(),
      ['Posts (recognised)', 'Posts', 'Notes'],
    );
  }));

test('a file without a recognisable text can be given one', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'codes.csv': 'a;b\n1;x1\n2;x2\n' });
    await settled(page);
    const item = reading(page, 'codes.csv');
    assert.match(await item.innerText(), /Not used\./);
    await openCheck(page, 'codes.csv');
    await choose(page, 'b', 'text');
    await item.getByText('CSV file, 2 mentions').waitFor();
  }));

for (const [theme, width] of [
  ['light', 1280],
  ['dark', 390],
]) {
  test(`checking breaks no accessibility rule and fits ${width} pixels in ${theme} colours`, () =>
    withPage(shared, { theme, width }, async (page) => {
      const wide = ['Date', 'Text', ...Array.from({ length: 40 }, (_, n) => `A rather long name of column ${n}`)];
      const cells = wide.slice(2).map((_, n) => `cell number ${n}`);
      await addFiles(page, {
        'wide.csv': [wide, ['03/04/2026', 'good words', ...cells], ['05/06/2026', 'bad words', ...cells]]
          .map((row) => row.join())
          .join('\n'),
      });
      await settled(page);
      await openCheck(page, 'wide.csv');
      assert.deepEqual(await violations(page), []);
      const overflow = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(await overflow(), 0, 'wide tables scroll inside their box');
      assert.ok(await page.locator('.check-rows').evaluate((box) => box.scrollWidth > box.clientWidth));
      await page.keyboard.press('Tab');
      await page.locator('.check-rows').focus();
      await page.keyboard.press('Tab');
      assert.equal(
        await page.evaluate(() => document.activeElement.closest('label').innerText.split('\n')[0]),
        'Date',
      );
    }));
}

for (const lang of ['ko', 'ja', 'ru']) {
  test(`in ${lang} the sentence and the panel have no hole and no English`, () =>
    withPage(shared, { lang, width: 390 }, async (page) => {
      await addFiles(page, { 'doubt.csv': 'Date,Text\n03/04/2026,good words here\n05/04/2026,\n' });
      await settled(page);
      await page.locator('.reading button[aria-expanded]').click();
      const text = await page.locator('.readings').innerText();
      assert.doesNotMatch(text, /\{\w+\}|undefined|null|mention|recognised/);
      assert.match(text, /UTF-8/);
    }));
}
