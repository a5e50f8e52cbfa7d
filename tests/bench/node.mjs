// One run of the whole way under Node, in a process of its own: prints its seconds and its memory.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

import createEarshot from '../../build/wasm/earshot.mjs';

const [file, settings] = process.argv.slice(2);
const module = await createEarshot();
const model = readFileSync(new URL('../../core/models/earshot.model', import.meta.url));
const session = new module.Session();
const unicode = readFileSync(new URL('../../core/models/earshot.unicode', import.meta.url));
const words = readFileSync(new URL('../../core/models/earshot.words', import.meta.url));
const zones = readFileSync(new URL('../../core/models/earshot.zones', import.meta.url));
session.buffer(unicode.length).set(unicode);
let damaged = session.unicodeLoaded();
session.buffer(words.length).set(words);
damaged ||= session.wordsLoaded();
session.buffer(zones.length).set(zones);
damaged ||= session.zonesLoaded();
session.loadModel(model.length).set(model);
for (const error of [damaged, session.modelLoaded(), session.setSettings(readFileSync(settings, 'utf8'))]) {
  if (error) throw new Error(error);
}

const started = performance.now();
const descriptor = openSync(file, 'r');
session.open('bench.csv');
for (;;) {
  const size = readSync(descriptor, session.buffer(1 << 20));
  if (size === 0) break;
  session.feed(size);
}
closeSync(descriptor);
const error = session.close();
if (error) throw new Error(error);
const read = performance.now();
const report = JSON.parse(session.overview(''));
const seconds = (performance.now() - started) / 1000;
const memory = session.buffer(1).buffer.byteLength;
session.report('', '');
const wholeSeconds = (performance.now() - started) / 1000;
process.stdout.write(JSON.stringify({
  seconds,
  readSeconds: (read - started) / 1000,
  cpuSeconds: process.cpuUsage().user / 1e6,
  mentions: report.totals.mentions,
  wholeSeconds,
  memory,
}));
