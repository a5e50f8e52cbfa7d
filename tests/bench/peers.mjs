// One run of a parser of npm over a whole file in memory, to arrays of cells; prints {"seconds", "cpu",
// "rows"}: seconds on the clock and of the processor. CSV comes as a string, a workbook as bytes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../web/package.json', import.meta.url));

const PEERS = {
  uDSV(bytes) {
    const text = bytes.toString();
    const { inferSchema, initParser } = require('udsv');
    return () => initParser(inferSchema(text)).stringArrs(text);
  },
  'Papa Parse'(bytes) {
    const text = bytes.toString();
    const Papa = require('papaparse');
    return () => Papa.parse(text).data;
  },
  'read-excel-file'(bytes) {
    const { readSheet } = require('read-excel-file/node');
    return () => readSheet(bytes);
  },
};

const [file, name] = process.argv.slice(2);
const parse = PEERS[name](readFileSync(file));
const started = performance.now();
const before = process.cpuUsage();
const rows = await parse();
process.stdout.write(JSON.stringify({
  seconds: (performance.now() - started) / 1000,
  cpu: process.cpuUsage(before).user / 1e6,
  rows: rows.length,
}));
