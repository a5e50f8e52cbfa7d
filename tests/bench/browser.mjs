// The whole way in Chromium: from the moment a file is handed to the page to the finished report.
import { fileURLToPath } from 'node:url';

import { serve } from '../../scripts/serve.mjs';
import { launch } from '../browser/page.mjs';

const site = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Notes, on the page's own clock, when the file came, when the first chart stood and when all was done. */
function watch() {
  const times = (window.times = {});
  document.addEventListener('change', () => (times.given ??= performance.now()), { capture: true });
  new MutationObserver(() => {
    if (times.given === undefined) return;
    if (document.querySelector('.bar-row')) times.chart ??= performance.now();
    const busy = document.querySelector('.progress') || document.querySelector('.updating')?.textContent;
    if (busy) {
      times.begun = true;
      times.done = undefined;
    } else if (times.begun && times.chart !== undefined) {
      times.done ??= performance.now();
    }
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
}

/**
 * @param file a CSV
 * @returns {Promise<{seconds: number, firstChart: number, mentions: number}>}
 */
export async function measureInBrowser(file) {
  const server = await serve(site, { port: 0 });
  const browser = await launch();
  try {
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.goto(server.url);
    await page.evaluate(watch);
    await page.locator('input[data-take="mentions"]').setInputFiles(file);
    // Done is what stays done: between two looks at the file the page may seem at rest.
    await page.waitForFunction(() => performance.now() - window.times.done > 2000, undefined, {
      timeout: 300_000,
      polling: 500,
    });
    const { given, chart, done } = await page.evaluate(() => window.times);
    const heading = await page.locator('#status-heading').textContent();
    return {
      seconds: (done - given) / 1000,
      firstChart: (chart - given) / 1000,
      mentions: Number(/[\d,]+/.exec(heading)[0].replaceAll(',', '')),
    };
  } finally {
    await browser.close();
    await server.close();
  }
}
