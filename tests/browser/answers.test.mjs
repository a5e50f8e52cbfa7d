// What lies behind the figures: each answer unfolds, leads to its mentions, and speaks the page's language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addFiles,
  numberIn,
  openSample,
  selectionSize,
  settled,
  showsMentions,
  useBrowser,
  violations,
  withPage,
} from './page.mjs';

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
      if (['summary', 'results', 'against'].includes(id)) continue;
      await answer.locator('.how summary').click();
      assert.ok((await answer.locator('.how div').innerText()).length > 60, `${id} says how it is counted`);
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

test('a cell of the heat map leads to its mentions, by keyboard too, and two conditions stand for it', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const all = await selectionSize(page);
    const heat = (await unfold(page, 'trends')).locator('.heat');
    const cells = heat.locator('tbody button');
    const counted = await cells.allInnerTexts();
    assert.equal(counted.reduce((sum, text) => sum + numberIn(text), 0), all, 'every mention of the sample has its hour');
    const cell = cells.nth(30);
    await cell.click();
    await showsMentions(page, numberIn(counted[30]));
    assert.equal(await cell.getAttribute('aria-pressed'), 'true');
    assert.equal((await page.locator('#mentions .chips .chip').allInnerTexts()).length, 2);
    assert.match((await page.locator('#mentions .chips').innerText()), /Tue[^]*\d+:00–\d+:59/);
    // One stop for the tab key; arrows move within.
    assert.equal(await heat.locator('button[tabindex="0"]').count(), 1);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await showsMentions(page, numberIn(counted[31]));
    await cells.nth(31).click();
    await showsMentions(page, all);
    assert.deepEqual(await violations(page), []);
  }));

test('answered and unanswered mentions are each led to', () =>
  withPage(shared, {}, async (page) => {
    const rows = Array.from({ length: 50 }, (_, at) => `2026-01-${10 + (at % 20)} 10:00,How does lamp ${at} go on?,${at % 5 ? '' : '2026-02-01 12:00'}`);
    await addFiles(page, { 'care.csv': ['Date,Text,Responded at', ...rows].join('\n') });
    await settled(page);
    const row = (await unfold(page, 'results')).locator('.answer-table').first().locator('tbody tr');
    await row.locator('th button').click();
    await showsMentions(page, 10);
    assert.equal(await page.locator('#mentions .chip').innerText(), 'Answered');
    await row.locator('td button').click();
    await showsMentions(page, 40);
    assert.equal(await page.locator('#mentions .chip').innerText(), 'Unanswered');
  }));

test('whether mentions were answered or replied to is chosen by menus where the data tell', () =>
  withPage(shared, {}, async (page) => {
    const [answered, replied] = ['Answer by the brand', 'Replies'].map((name) => page.locator('.filters').getByLabel(name));
    const menus = async () => [await answered.count(), await replied.count()];
    await addFiles(page, { 'plain.csv': 'Date,Text\n2026-01-01,The lamp is bright\n' });
    await settled(page);
    assert.deepEqual(await menus(), [0, 0]);
    await addFiles(page, { 'care.csv': 'Text,Responded at\nThe lamp is dim,2026-02-01 12:00\nThe lamp is red,\nThe lamp is blue,\n' });
    await settled(page);
    await showsMentions(page, 4);
    assert.deepEqual(await menus(), [1, 0]);
    assert.deepEqual(await answered.locator('option').allInnerTexts(), ['Any', 'Answered', 'Unanswered']);
    await answered.focus();
    await page.keyboard.press('ArrowDown');
    await showsMentions(page, 1);
    await answered.selectOption('no');
    await showsMentions(page, 2);
    await page.locator('#mentions .chip').click();
    await showsMentions(page, 4);
    assert.equal(await answered.locator('option:checked').innerText(), 'Any');
    await addFiles(page, { 'asked.csv': 'Id,Parent id,Text\nq1,,Is the lamp sold in green?\nr1,q1,It is not sold here\nq2,,Is the lamp sold in pink?\n' });
    await settled(page);
    await showsMentions(page, 7);
    assert.deepEqual(await menus(), [1, 1]);
    assert.deepEqual(await replied.locator('option').allInnerTexts(), ['Any', 'Somebody replied', 'Nobody replied']);
    await replied.selectOption('yes');
    await showsMentions(page, 1);
    await replied.selectOption('no');
    await showsMentions(page, 2);
    assert.equal(await page.locator('#mentions .chip').innerText(), 'Nobody replied');
    assert.deepEqual(await violations(page), []);
  }));

test('questions that nobody replied to are led to, all of them and those of a group', () =>
  withPage(shared, {}, async (page) => {
    const rows = Array.from({ length: 12 }, (_, at) => `q${at},,Where can I buy a green lamp shade?,a${at}`);
    const replies = [0, 1, 2].map((at) => `r${at},q${at},In the shop around the corner,b${at}`);
    await addFiles(page, { 'asked.csv': ['Id,Parent id,Text,Author', ...rows, ...replies].join('\n') });
    await settled(page);
    const asked = await unfold(page, 'questions');
    const all = asked.locator('.answer-body > p button').first();
    assert.equal(numberIn(await all.innerText()), 9);
    await all.click();
    await showsMentions(page, 9);
    assert.match(await page.locator('#mentions .chips').innerText(), /Nobody replied/);
    const group = asked.locator('tbody tr').first().locator('td button').first();
    assert.equal(numberIn(await group.innerText()), 9);
    await group.click();
    await showsMentions(page, 9);
  }));

test('spikes of one event are one line, the others folded beneath it; long lists show the rest when asked', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const rows = (await unfold(page, 'spikes')).locator('.answer-table tbody > tr');
    const when = await rows.locator('th').allInnerTexts();
    assert.equal(new Set(when).size, when.length, 'no day is listed twice');
    const folded = rows.locator('td details').first();
    assert.equal(await folded.locator('button').first().isVisible(), false);
    await folded.locator('summary').click();
    assert.equal(await folded.locator('li').count(), numberIn(await folded.locator('summary').innerText()));
    await folded.locator('button').first().click();
    await page.waitForFunction(() => document.querySelectorAll('#mentions .chips .chip').length === 2);

    const quotes = await unfold(page, 'quotes');
    const before = await quotes.locator('blockquote').count();
    assert.ok(before <= 10);
    const more = quotes.getByRole('button', { name: /^Show all/ });
    const n = numberIn(await more.innerText());
    await more.click();
    assert.equal(await quotes.locator('blockquote').count(), n);
    const asked = (await unfold(page, 'questions')).locator('.answer-table').first();
    assert.equal(await asked.locator('tbody tr').count(), 10);
    await asked.getByRole('button', { name: /^Show all/ }).click();
    assert.ok((await asked.locator('tbody tr').count()) > 12);
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

test('groups and quotes lead to just the mentions they are made of, and back', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const all = await selectionSize(page);
    const groups = async (id, table) => {
      const rows = (await unfold(page, id)).locator('.answer-table').nth(table).locator('tbody tr');
      for (const row of [rows.first(), rows.nth(3)]) {
        const n = numberIn(await row.locator('td').first().textContent());
        await row.locator('th button').click();
        await showsMentions(page, n);
        assert.equal(await page.locator('#mentions .chips .chip').innerText(), `${n} chosen mentions`);
      }
      assert.equal(await rows.nth(3).locator('th button').getAttribute('aria-pressed'), 'true');
      await rows.nth(3).locator('th button').click();
      await showsMentions(page, all);
    };
    await groups('copies', 1);
    await groups('questions', 0);
    await groups('questions', 2);
    const quote = (await unfold(page, 'quotes')).locator('.quotes li').first();
    await quote.locator('button').click();
    await showsMentions(page, 1);
    const words = (await quote.locator('blockquote').innerText()).slice(0, 20);
    assert.ok((await page.locator('#mentions tbody tr').first().innerText()).includes(words), words);
    await page.locator('#mentions .chip').click();
    await showsMentions(page, all);
  }));

test('figures follow the mentions of a group', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    await page.getByLabel('The figures follow this filter').check();
    await settled(page);
    const row = (await unfold(page, 'copies')).locator('.answer-table').nth(1).locator('tbody tr').first();
    const n = numberIn(await row.locator('td').first().textContent());
    await row.locator('th button').click();
    await showsMentions(page, n);
    await settled(page);
    assert.equal(numberIn(await page.locator('#status-heading').innerText()), n);
  }));

test('the trend has a point a day, a moving average and the dates that are marked', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const answer = await unfold(page, 'trends');
    const points = answer.locator('.point');
    assert.equal(await points.count(), 90);
    assert.match(await answer.locator('.trend-average').getAttribute('d'), /^M[\d.,L]+$/);
    const label = await points.nth(40).getAttribute('aria-label');
    await points.nth(40).focus();
    await page.keyboard.press('Enter');
    await showsMentions(page, Number(/: ([\d,]+) mention/.exec(label)[1]));
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.cell), '0/41');
    await answer.locator('select').selectOption({ index: 1 });
    const brand = await answer.locator('select').inputValue();
    const ofBrand = await points.nth(40).getAttribute('aria-label');
    assert.ok(ofBrand.startsWith(`${brand}, `), ofBrand);
    assert.equal(await answer.locator('.mark-date').count(), 0);
    await answer.getByLabel('When').fill('2026-02-10');
    await answer.getByLabel('What happened').fill('Launch');
    await answer.getByRole('button', { name: 'Mark the date' }).click();
    await answer.locator('.mark-date').waitFor({ state: 'attached' });
    await answer.locator('.answer-table caption', { hasText: 'Launch' }).waitFor();
    await answer.getByRole('button', { name: 'Remove from the filter: Launch' }).click();
    await answer.locator('.mark-date').waitFor({ state: 'detached' });
  }));

test('beside the mentions of any filter stands what they are made of', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    assert.equal(await page.locator('.made-of').count(), 0);
    await page.locator('.filters').first().getByLabel('Sentiment').selectOption('negative');
    const made = page.locator('.made-of');
    await made.locator('summary').click();
    await made.locator('.answer-body[aria-busy="false"] tbody tr').first().waitFor();
    for (const mood of await made.locator('.quotes small button').allInnerTexts()) assert.equal(mood, 'Negative');
    const phrase = await made.locator('tbody th button').first().innerText();
    await page.locator('.filters').first().getByLabel('Sentiment').selectOption('positive');
    await made.locator('.quotes small button', { hasText: 'Positive' }).first().waitFor();
    assert.notEqual(await made.locator('tbody th button').first().innerText(), phrase);
    assert.deepEqual(await violations(page), []);
  }));

test('countries are chosen by a menu where the data have some', () =>
  withPage(shared, {}, async (page) => {
    const text = (country) => `Date,Text,Country\n2026-01-01,The lamp is bright,${country}\n2026-01-02,The lamp is dim,\n`;
    await addFiles(page, { 'none.csv': text('') });
    await settled(page);
    await showsMentions(page, 2);
    const menu = page.locator('.filters').getByLabel('Country');
    assert.equal(await menu.count(), 0);
    await addFiles(page, { 'some.csv': text('KR').replaceAll('lamp', 'kettle') });
    await settled(page);
    await showsMentions(page, 4);
    assert.deepEqual(await menu.locator('option').allInnerTexts(), ['Any', 'Not given', 'South Korea']);
    await menu.selectOption({ label: 'South Korea' });
    await showsMentions(page, 1);
    await menu.selectOption({ label: 'Not given' });
    await showsMentions(page, 3);
    assert.equal(await page.locator('#mentions .chip').innerText(), 'Not given');
  }));

test('spikes, grades and strengths lead to as many mentions as they count', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const chips = page.locator('#mentions .chips .chip');
    const spike = (await unfold(page, 'spikes')).locator('tbody tr').first();
    const counted = numberIn(await spike.locator('td').nth(1).innerText());
    await spike.locator('th button').click();
    await showsMentions(page, counted);
    await spike.locator('td').last().locator('button').first().click();
    await page.waitForFunction(() => document.querySelectorAll('#mentions .chips .chip').length === 2);
    assert.ok((await selectionSize(page)) < counted, 'its phrase is looked for within the spike');

    const grade = (await unfold(page, 'ratings')).locator('.answer-table').nth(1).locator('tbody tr').first();
    await grade.locator('th button').click();
    await showsMentions(page, numberIn(await grade.locator('td').first().innerText()));
    assert.equal(await chips.innerText(), 'Rating: 1');

    const compare = await unfold(page, 'compare');
    await compare.locator('.answer-table').nth(1).locator('td button').first().click();
    await page.waitForFunction(() => document.querySelectorAll('#mentions .chips .chip').length === 2);
    const [brand, topic] = await chips.allInnerTexts();
    assert.ok((await compare.locator('.answer-table').nth(1).innerText()).includes(topic), `${brand}, ${topic}`);
  }));

test('a span of time is dragged across a chart, and the table follows the hand', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const all = await selectionSize(page);
    const drag = async (plot, from, to) => {
      await plot.scrollIntoViewIfNeeded();
      const { x, y } = await plot.boundingBox();
      await page.mouse.move(x + from, y + 90);
      await page.mouse.down();
      await page.mouse.move(x + to, y + 95, { steps: 5 });
    };
    const trend = (await unfold(page, 'trends')).locator('.plot');
    for (const plot of [page.locator('#time .plot').nth(0), page.locator('#time .plot').nth(1), trend]) {
      await drag(plot, 400, 250);
      await plot.locator('.dragged').waitFor();
      await page.waitForFunction(
        (whole) => !document.querySelector('#mentions-heading small').textContent.startsWith(whole),
        all.toLocaleString('en'),
      );
      const held = await selectionSize(page);
      await page.mouse.up();
      await plot.locator('.dragged').waitFor({ state: 'detached' });
      assert.equal(await selectionSize(page), held);
      assert.match(await page.locator('#mentions .chips .chip').innerText(), /2026 – .*2026/);
      await page.locator('#mentions .chips .chip').click();
      await showsMentions(page, all);
    }
    await page.getByLabel('The figures follow this filter').check();
    await settled(page);
    await drag(trend, 300, 420);
    assert.equal(await selectionSize(page), all, 'the chart does not shrink under the hand');
    await page.mouse.up();
    await settled(page);
    assert.ok((await selectionSize(page)) < all);
    assert.equal(numberIn(await page.locator('#status-heading').innerText()), await selectionSize(page));
  }));

test('a goal is made of the filter, and leads back to its mentions', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const sentiment = page.locator('.filters select').nth(1);
    await sentiment.selectOption('positive');
    await page.locator('.chips .chip').waitFor();
    const answer = await unfold(page, 'results');
    await page.waitForFunction(() => !/5,000/.test(document.querySelector('#answer-results form button').textContent));
    const n = await selectionSize(page);
    await answer.getByLabel('Name').fill('Friends');
    await answer.getByLabel('Target').fill('2000');
    await answer.getByLabel('By', { exact: true }).fill('2026-06-01');
    await answer.locator('form button').click();
    await answer.getByText(/Due on 1 Jun 2026/).waitFor();
    assert.ok((await answer.innerText()).includes(`${n.toLocaleString('en')} of 2,000`));
    await page.locator('#mentions .chip').click();
    await answer.locator('h4 button').first().click();
    await showsMentions(page, n);
  }));

test('a search that cannot be read says so beside it, as long as it stands', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const search = page.getByRole('searchbox');
    await search.fill('AND OR');
    await page.locator('.filter-error', { hasText: 'between words' }).waitFor();
    assert.equal(await page.locator('.notice').count(), 0);
    await search.fill('app');
    await page.waitForFunction(() => document.querySelector('.filter-error').textContent === '');
  }));

test('a survey of choices alone is its questions, without an empty table of mentions', () =>
  withPage(shared, {}, async (page) => {
    const rows = Array.from({ length: 40 }, (_, at) => `${at + 1},${at % 3 ? 'Yes' : 'No'},${at % 2 ? 'Daily' : 'Weekly'}`);
    const survey = ['Respondent ID,Do you use the lamp?,How often do you use it?', ',Response,Response', ...rows].join('\n');
    await addFiles(page, { 'survey.csv': survey });
    await settled(page);
    await page.getByRole('heading', { name: '2 questions with choices', level: 1 }).waitFor();
    assert.equal(await page.locator('#mentions').count(), 0);
    assert.deepEqual(await violations(page), []);
  }));

test('where no brand is known, the way to the brands stands in its place, and every answer says something', () =>
  withPage(shared, {}, async (page) => {
    await addFiles(page, { 'few.csv': 'Date,Text\n2026-01-01,bright and warm\n2026-01-03,dim and cold\n' });
    await settled(page);
    await page.getByText('All of this is from 3 days.').waitFor();
    await page.getByRole('button', { name: 'Go to the brands' }).click();
    await page.locator('#panel-brands').waitFor();
    for (const id of answers) assert.ok((await (await unfold(page, id)).locator('.answer-body').innerText()).trim(), id);
  }));

for (const lang of ['ru', 'ja']) {
  test(`in ${lang}: unfolded answers fit 360 pixels and are in one language`, () =>
    withPage(shared, { lang, width: 360, height: 740 }, async (page) => {
      await page.locator('.drop-actions button').nth(1).click();
      await settled(page);
      for (const id of answers) {
        const answer = await unfold(page, id);
        assert.ok(
          await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
          id,
        );
        const words = await answer.locator('summary, caption, thead, .field > span, .key').allInnerTexts();
        // A legend of brands alone has no words to be translated.
        const said = words.map((text) => text.replace(/Orvessa|Brenvik|Mirelto|Tindra/g, '').trim());
        for (const text of said) assert.match(text, /[\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|^[\s\d+]*$/u, id);
      }
    }));
}
