// What the finished site in web/dist may weigh, and what it does weigh.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

export const site = fileURLToPath(new URL('../../web/dist', import.meta.url));

const kibibyte = 1024;

/**
 * All files with these endings together, each gzipped. Where the target is missed, `allowed` keeps it from
 * getting worse.
 */
const limits = [
  { name: 'the WebAssembly module', endings: ['.wasm'], limit: 350 * kibibyte, allowed: 374.5 * kibibyte },
  { name: 'markup, scripts and styles of the page', endings: ['.html', '.js', '.mjs', '.css'], limit: 120 * kibibyte },
  { name: 'the tables of encodings', endings: ['.encodings'], limit: 60 * kibibyte },
  { name: 'the tables of Unicode', endings: ['.unicode'], limit: 16 * kibibyte },
  { name: 'the tables of words', endings: ['.words'], limit: 62 * kibibyte },
  { name: 'the table of time zones', endings: ['.zones'], limit: 24 * kibibyte },
  { name: 'the trained model', endings: ['.model'], limit: 2048 * kibibyte },
];

/** The files of the site with one of these endings. */
export function siteFiles(endings) {
  return readdirSync(site, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && endings.includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Every budget as `{ name, files, bytes, limit, allowed }`; sizes in bytes, gzipped. */
export function budgets() {
  return limits.map(({ name, endings, limit, allowed = limit }) => {
    const files = siteFiles(endings);
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);
    return { name, files, bytes, limit, allowed };
  });
}
