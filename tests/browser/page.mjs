// The built page in a real browser, for the tests of this folder: served from web/dist, watched for
// console errors and for requests to anywhere else.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../scripts/serve.mjs';

const fromWeb = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = fromWeb('playwright-core');
const axePath = fromWeb.resolve('axe-core/axe.min.js');

const site = env.EARSHOT_DIST ?? fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Chromium without a window, and without errands of its own. */
export const launch = () =>
  chromium.launch({
    executablePath: env.EARSHOT_CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** Starts a server and a browser for the tests of one file. */
export function useBrowser() {
  const shared = { requests: [] };
  before(async () => {
    shared.server = await serve(site, {
      port: 0,
      base: '/some/where/',
      onRequest: (_, path) => shared.requests.push(path),
    });
    shared.browser = await launch();
    shared.folder = await mkdtemp(join(tmpdir(), 'earshot-'));
  });
  after(async () => {
    await shared.browser?.close();
    await shared.server?.close();
    if (shared.folder) await rm(shared.folder, { recursive: true });
  });
  return shared;
}

/**
 * Runs `test` with a page of its own, then asserts that the console stayed clean and that nothing was
 * asked of another origin.
 */
export async function withPage(shared, options, test) {
  const { lang, theme = 'light', width = 1280, height = 900 } = options;
  const context = await shared.browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: 'en-GB',
    timezoneId: 'Asia/Seoul',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const complaints = [];
  const { origin } = new URL(shared.server.url);
  try {
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.stack));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (!['blob:', 'data:'].includes(url.protocol) && url.origin !== origin) complaints.push(request.url());
    });
    await page.goto(shared.server.url + (lang ? `?lang=${lang}` : ''));
    await test(page);
    assert.deepEqual(complaints, [], 'the console is clean and no other host is asked');
  } finally {
    await context.close();
  }
}

/** Waits until nothing is being read or worked out. */
export async function settled(page) {
  await page.locator('#status-heading').waitFor();
  await page.locator('.progress').waitFor({ state: 'detached', timeout: 120_000 });
  // Between the last mention and the figures of all nothing is being updated for a moment.
  await page.waitForFunction(() => {
    const idle = document.querySelector('.updating')?.textContent === '';
    globalThis.idleSince = idle ? (globalThis.idleSince ?? performance.now()) : undefined;
    return idle && performance.now() - globalThis.idleSince > 250;
  });
  await page.evaluate(() => delete globalThis.idleSince);
}

export async function openSample(page) {
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await settled(page);
  await page.locator('.bar-row').first().waitFor();
}

export const addFiles = (page, files) =>
  page
    .locator('input[data-take="mentions"]')
    .setInputFiles(
      typeof files === 'string'
        ? files
        : Object.entries(files).map(([name, text]) => ({
            name,
            mimeType: 'text/csv',
            buffer: Buffer.from(text),
          })),
    );

/** The first number written in a text, thousands separators aside. */
export const numberIn = (text) => Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''));

export const selectionSize = async (page) =>
  numberIn(await page.locator('#mentions-heading small').textContent());

/** Waits until the table shows `count` mentions. */
export const showsMentions = (page, count) =>
  page.waitForFunction(
    (wanted) =>
      Number(
        /[\d,]+/
          .exec(document.querySelector('#mentions-heading small')?.textContent ?? '')?.[0]
          .replaceAll(',', ''),
      ) === wanted,
    count,
  );

/** The text of a download that `act` starts. */
export async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString('utf8') };
}

export const openPanel = async (page, panel) => {
  const tab = page.locator(`#tab-${panel}`);
  if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
  await page.locator(`#panel-${panel}`).waitFor();
};

/** The accessibility rules that the page breaks as it stands. */
export async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in window))) {
    // The page's policy forbids foreign scripts, so axe comes in through the debugger.
    await page.evaluate(await readFile(axePath, 'utf8'));
  }
  const { violations: found } = await page.evaluate(() => window.axe.run(document));
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}
