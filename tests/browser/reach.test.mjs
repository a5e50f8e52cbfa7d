// For everybody: accessibility rules, the keyboard, narrow screens, four languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPanel, openSample, settled, showsMentions, useBrowser, violations, withPage } from './page.mjs';

const shared = useBrowser();

for (const theme of ['light', 'dark']) {
  test(`no accessibility rule is broken in ${theme} colours, from the first screen to a mention`, () =>
    withPage(shared, { theme }, async (page) => {
      await page.getByRole('button', { name: 'Choose files' }).waitFor();
      assert.deepEqual(await violations(page), []);
      await openSample(page);
      await page.getByRole('button', { name: 'Month' }).click();
      await page.locator('#mentions tbody tr').first().waitFor();
      assert.deepEqual(await violations(page), []);
      for (const panel of ['inputs', 'brands', 'downloads']) {
        await openPanel(page, panel);
        if (panel === 'brands') await page.locator('.brand-head').first().click();
        assert.deepEqual(await violations(page), [], panel);
      }
      await page.locator('.bar-row').first().click();
      await page.locator('.filter-bar').waitFor();
      assert.deepEqual(await violations(page), []);
      await page.locator('#mentions tbody tr').first().click();
      await page.locator('dialog[open] .mention-text').waitFor();
      assert.deepEqual(await violations(page), []);
    }));
}

test('the keyboard alone leads from the sample to one mention and back', () =>
  withPage(shared, {}, async (page) => {
    const focusIsOn = (selector) =>
      page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);
    const tabTo = async (selector) => {
      for (let presses = 0; presses < 400; presses += 1) {
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector))
          return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`Tab never reached ${selector}`);
    };
    await page.getByRole('button', { name: 'Try the sample' }).waitFor();
    await page.keyboard.press('Tab');
    await focusIsOn('.skip');
    await page.keyboard.press('Enter');
    await tabTo('.drop-actions .button:nth-of-type(2)');
    await page.keyboard.press('Enter');
    await settled(page);
    await focusIsOn('#main');
    await page.locator('.bar-row').first().waitFor();
    await tabTo('.point');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await focusIsOn('.point[data-cell="1/1"]');
    const label = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
    await page.keyboard.press('Enter');
    await showsMentions(page, Number(/%, ([\d,]+) of/.exec(label)[1].replaceAll(',', '')));
    await page.keyboard.press('Tab');
    await focusIsOn(':not(.point)');
    await tabTo('[role="grid"]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'hidden' });
    await focusIsOn('[role="grid"]');
  }));

for (const lang of ['en', 'ko', 'ja', 'ru']) {
  test(`in ${lang}: the page says so, has no hole in its sentences, and fits 360 pixels`, () =>
    withPage(shared, { lang, width: 360, height: 740 }, async (page) => {
      assert.equal(await page.evaluate(() => document.documentElement.lang), lang);
      const fits = () =>
        page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
      assert.ok(await fits());
      await page.locator('.drop-actions button').nth(1).click();
      await settled(page);
      await page.locator('.bar-row').first().waitFor();
      assert.ok(await fits());
      for (const panel of ['inputs', 'brands', 'downloads']) {
        await openPanel(page, panel);
        assert.ok(await fits(), panel);
        assert.doesNotMatch(await page.locator('body').innerText(), /\{\w+\}|undefined|NaN/);
      }
      await page.locator('#mentions tbody tr').first().click();
      await page.locator('dialog[open] .mention-text').waitFor();
      assert.ok(await fits());
    }));
}

test('the language switch changes every word at once and keeps the figures', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const figures = await page.locator('.bar-row').count();
    await page.getByLabel('Language').first().selectOption('ru');
    await page.getByRole('heading', { name: 'Доля голоса' }).first().waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'ru');
    assert.equal(await page.locator('.bar-row').count(), figures);
    await page.locator('.top select').selectOption('ja');
    await page.getByRole('heading', { name: 'シェア・オブ・ボイス' }).first().waitFor();
  }));

test('colours change at the press of a button and follow the system until then', () =>
  withPage(shared, { theme: 'dark' }, async (page) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await page.getByRole('button', { name: 'Light colours' }).click();
    assert.notEqual(await ground(), dark);
  }));
