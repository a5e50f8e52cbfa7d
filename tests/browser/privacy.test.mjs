// Nothing leaves the device: the page's policy, and what the server hears.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addFiles, openSample, settled, showsMentions, useBrowser, withPage } from './page.mjs';

const shared = useBrowser();

test('everything is fetched before a file is read, and nothing after that', () =>
  withPage(shared, {}, async (page) => {
    await page.getByRole('button', { name: 'Choose files' }).waitFor();
    await page.waitForLoadState('networkidle');
    const before = shared.requests.length;
    await addFiles(page, { 'a.csv': 'Date,Text\n2026-03-02,fine words\n2026-03-03,other words\n' });
    await settled(page);
    await showsMentions(page, 2);
    await page.getByRole('button', { name: 'Start over' }).click();
    await openSample(page);
    assert.deepEqual(shared.requests.slice(before), []);
  }));

test('the page works with the network off once it has loaded', () =>
  withPage(shared, {}, async (page) => {
    await page.getByRole('button', { name: 'Choose files' }).waitFor();
    await page.waitForLoadState('networkidle');
    await page.context().setOffline(true);
    await openSample(page);
  }));

test('the policy forbids other hosts, inline scripts and eval', () =>
  withPage(shared, {}, async (page) => {
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.match(policy, /^default-src 'none';/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
    assert.equal(await page.locator('script:not([src]), style, [style*="url("]').count(), 0);
  }));

test('nothing is stored', () =>
  withPage(shared, {}, async (page) => {
    await openSample(page);
    const stored = await page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      cookie: document.cookie,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
    }));
    assert.deepEqual(stored, { local: 0, session: 0, cookie: '', databases: 0, caches: 0 });
  }));
