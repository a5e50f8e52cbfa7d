// From the sample to figures, and from a figure to the mentions behind it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberIn, openSample, selectionSize, showsMentions, useBrowser, withPage } from './page.mjs';

const shared = useBrowser();

test('the sample gives share of voice with intervals, sentiment, timelines, platforms and languages', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const bars = page.locator('.bar-row');
    assert.ok((await bars.count()) >= 2);
    const label = await bars.first().getAttribute('aria-label');
    assert.match(label, /[\d.]+ ?%, [\d.]+–[\d.]+ ?%.*95% interval: [\d,]+ of [\d,]+ brand mentions/);
    assert.ok((await page.locator('.mood-row .stack-part').count()) >= 8);
    assert.ok((await page.locator('#time .point').count()) >= 2);
    assert.ok((await page.locator('#time .area').count()) >= 2);
    assert.ok((await page.locator('.matrix tbody tr').count()) >= 2);
    assert.ok((await page.locator('.languages li').count()) >= 4);
  }));

test('the brand mentions of the bars add up to the n that is stated', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const counts = await page.locator('.bar-row .bar-name small').allTextContents();
    const stated = /n\s=\s([\d,]+)/.exec(await page.locator('#share .lead').textContent())[1];
    assert.equal(
      counts.map(numberIn).reduce((a, b) => a + b),
      numberIn(stated),
    );
  }));

test('a click on a brand shows just its mentions, and its chip takes the filter away', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const all = await selectionSize(page);
    const bar = page.locator('.bar-row').first();
    const count = numberIn(await bar.locator('.bar-name small').textContent());
    await bar.click();
    await showsMentions(page, count);
    assert.ok(count < all);
    assert.equal(await bar.getAttribute('aria-pressed'), 'true');
    await page.locator('.chips .chip').click();
    await showsMentions(page, all);
  }));

test('a click on a part of a sentiment bar shows as many mentions as the part says', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const part = page.locator('.mood-row:not(.is-total) .mood-negative').first();
    const count = numberIn(/: ([\d,]+) mention/.exec(await part.getAttribute('aria-label'))[1]);
    await part.click();
    await showsMentions(page, count);
    assert.equal(await page.locator('.chips .chip').count(), 2);
  }));

test('a click on a point in time shows as many mentions as the point says', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const point = page.locator('#time .point').nth(3);
    const count = numberIn(/%, ([\d,]+) of/.exec(await point.getAttribute('aria-label'))[1]);
    await point.focus();
    await page.keyboard.press('Enter');
    await showsMentions(page, count);
  }));

test('a cell of platforms and brands shows as many mentions as it says', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const cell = page.locator('.matrix tbody tr').nth(1).locator('td button').nth(1);
    const count = numberIn(await cell.locator('small').textContent());
    await cell.click();
    await showsMentions(page, count);
  }));

test('figures follow the filter when asked to, and speak of everything again when not', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const all = await page.locator('#status-heading').textContent();
    await page.locator('.filters select').nth(1).selectOption('negative');
    await page.getByLabel('The figures follow this filter').check();
    await page.waitForFunction((old) => document.querySelector('#status-heading').textContent !== old, all);
    assert.equal(numberIn(await page.locator('#status-heading').textContent()), await selectionSize(page));
    await page.getByLabel('The figures follow this filter').uncheck();
    await page.waitForFunction((old) => document.querySelector('#status-heading').textContent === old, all);
  }));

test('"Start over" clears everything and leads back to the first screen', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    assert.equal(page.workers().length, 1);
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.getByRole('button', { name: 'Choose files' }).waitFor();
    assert.equal(await page.locator('.bar-row').count(), 0);
    await page.waitForTimeout(100);
    assert.equal(page.workers().length, 0, 'the worker is gone, and its memory with it');
    await openSample(page);
  }));
