// The measurements behind scripts/bench: one line a figure, with what it was measured on.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpus } from 'node:os';

import { budgets } from '../size/sizes.mjs';
import { measureInBrowser } from './browser.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [file, settings, ...parts] = process.argv.slice(2);
const megabytes = statSync(file).size / 1e6;
const RUNS = 3;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function show(name, value, target = '') {
  console.log(`${name.padEnd(44)} ${value}${target && `   (target ${target})`}`);
}

function showSpeed(name, runs, mentions) {
  const seconds = median(runs.map((run) => run.seconds));
  show(name, `${seconds.toFixed(2)} s, ${Math.round(mentions / seconds).toLocaleString('en')} mentions/s, ${(megabytes / seconds).toFixed(0)} MB/s`,
    'at least 200,000 mentions/s');
}

function child(command, args) {
  const started = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(command, args, { maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(stderr.toString());
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9, stdout: stdout.toString() };
}

const repeat = (run) => Array.from({ length: RUNS }, run);

/** The first half of a text file, up to the end of a line. */
function halve(path) {
  const half = path.replace(/(\.\w+)$/, '-half$1');
  const bytes = Buffer.alloc(Math.floor(statSync(path).size / 2));
  const from = openSync(path, 'r');
  readSync(from, bytes);
  closeSync(from);
  writeFileSync(half, bytes.subarray(0, bytes.lastIndexOf('\n') + 1));
  return half;
}

/** A file of the first lines of a text file. */
function firstLines(path, count) {
  const first = path.replace(/(\.\w+)$/, '-first$1');
  const bytes = Buffer.alloc(Math.min(statSync(path).size, count * 1000));
  const from = openSync(path, 'r');
  readSync(from, bytes);
  closeSync(from);
  let end = 0;
  for (let line = 0; line < count && bytes.indexOf('\n', end) >= 0; line += 1) end = bytes.indexOf('\n', end) + 1;
  writeFileSync(first, bytes.subarray(0, end));
  return first;
}

/** Reading alone. A busy machine stretches the seconds on the clock; those of the processor less so. */
function measureIngest() {
  const ingest = join(root, 'build/wasm/earshot_ingest.cjs');
  const peers = ['--max-old-space-size=8192', join(root, 'tests/bench/peers.mjs')];
  const ndjson = file.replace(/\.csv$/, '.ndjson');
  const workbook = join(root, 'build/bench/mentions-100000.xlsx');
  const measure = (args) => {
    const runs = repeat(() => JSON.parse(child(process.execPath, args).stdout));
    return { seconds: median(runs.map((run) => run.seconds)), cpu: median(runs.map((run) => run.cpu)) };
  };
  const rate = (name, path, args, target) => {
    const { seconds, cpu } = measure(args);
    const size = statSync(path).size / 1e6;
    show(name, `${seconds.toFixed(2)} s, ${(size / seconds).toFixed(0)} MB/s; ` +
      `${cpu.toFixed(2)} s of CPU, ${(size / cpu).toFixed(0)} MB/s`, target);
    return { seconds, cpu };
  };
  rate('CSV, wasm under Node, bytes to mentions', file, [ingest, file], 'at least 300 MB/s');
  for (const peer of ['uDSV', 'Papa Parse']) {
    rate(`CSV, ${peer}, a string to arrays of strings`, file, [...peers, file, peer]);
  }
  rate('NDJSON, wasm under Node, bytes to mentions', ndjson, [ingest, ndjson], 'at least 200 MB/s');
  const own = rate('XLSX, wasm under Node, bytes to mentions', workbook, [ingest, workbook]);
  const other = rate('XLSX, read-excel-file, bytes to arrays of cells', workbook,
    [...peers, workbook, 'read-excel-file']);
  show('XLSX, times as fast as read-excel-file',
    `${(other.seconds / own.seconds).toFixed(1)} x, of CPU ${(other.cpu / own.cpu).toFixed(1)} x`, 'at least 4 x');
  for (const path of [file, ndjson]) {
    const [half, whole] = [halve(path), path].map((each) =>
      JSON.parse(child(process.execPath, [ingest, each, 'stream']).stdout).memory / 1e6);
    show(`wasm memory of reading ${extname(path)}`,
      `${half.toFixed(0)} MB for half of it, ${whole.toFixed(0)} MB for the whole`, 'the same');
  }
}

/** All labels together, of mentions that were read before. */
function measureLabels() {
  const programs = { native: [join(root, 'build/native/earshot_labels')],
    'wasm under Node': [process.execPath, join(root, 'build/wasm/earshot_labels.cjs')] };
  for (const [name, [command, ...args]] of Object.entries(programs)) {
    const runs = repeat(() => JSON.parse(child(command, [...args, file, settings]).stdout));
    const seconds = median(runs.map((run) => run.seconds));
    const { mentions, bytes } = runs[0];
    show(`${name}, all labels`, `${seconds.toFixed(2)} s of CPU, ${Math.round(mentions / seconds).toLocaleString('en')} mentions/s ` +
      `of ${Math.round(bytes / mentions)} bytes each`, 'at least 100,000 mentions/s');
  }
  if (spawnSync('valgrind', ['--version']).status !== 0) {
    show('native, instructions a mention', 'not counted: there is no valgrind');
    return;
  }
  const some = firstLines(file, 20_000);
  const counted = spawnSync('valgrind', ['--tool=callgrind', '--toggle-collect=label_all', '--callgrind-out-file=/dev/null',
    ...programs.native, some, settings]);
  const [, instructions] = /Collected : (\d+)/.exec(counted.stderr.toString());
  const { mentions } = JSON.parse(counted.stdout.toString());
  show('native, instructions a mention', `${Math.round(instructions / mentions).toLocaleString('en')}, of the first ${mentions.toLocaleString('en')}`);
}

/** Milliseconds of each question, by how many mentions there are, and how they grow with them. */
function measureInsight() {
  const models = join(root, 'core/models');
  const native = [join(root, 'build/native/earshot_insight')];
  const wasm = [process.execPath, join(root, 'build/wasm/earshot_insight.cjs')];
  const columns = [['native', native, 1e5], ['native', native, 1e6], ['native', native, 1e7],
    ['wasm', wasm, 1e5], ['wasm', wasm, 1e6]].map(([name, [command, ...args], count]) => ({
    name: `${name} 10^${Math.log10(count)}`,
    of: JSON.parse(child(command, [...args, file, settings, String(count), models]).stdout),
  }));
  const print = (what, cells) => console.log(what.padEnd(50) + cells.map((cell) => cell.padStart(13)).join(''));
  print('milliseconds; x: times as long for ten times as many', [...columns.map(({ name }) => name), 'x native', 'x wasm']);
  for (const what of Object.keys(columns[0].of).filter((key) => key !== 'mentions')) {
    const times = columns.map(({ of }) => of[what]);
    const growth = (more, fewer) => (fewer > 0 ? (more / fewer).toFixed(1) : '');
    print(what, [...times.map((time) => time.toFixed(1)), growth(times[2], times[1]), growth(times[4], times[3])]);
  }
}

console.log(`${file}: ${megabytes.toFixed(1)} MB; ${cpus()[0].model}, ${cpus().length} cores, Node ${process.versions.node}; median of ${RUNS} runs`);

for (const part of parts) {
  if (part === 'native') {
    const figures = repeat(() => JSON.parse(child(join(root, 'build/native/earshot_way'), [file, settings]).stdout));
    showSpeed('native, bytes to figures', figures, figures[0].mentions);
    const runs = repeat(() => child(join(root, 'build/native/earshot'), ['report', file, '--settings', settings]));
    showSpeed('native, bytes to the report with all sections', runs, JSON.parse(runs[0].stdout).totals.mentions);
  } else if (part === 'node') {
    const runs = repeat(() => JSON.parse(
      child(process.execPath, [join(root, 'tests/bench/node.mjs'), file, settings]).stdout));
    showSpeed('wasm under Node, bytes to figures', runs, runs[0].mentions);
    show('wasm under Node, bytes to the report with all sections', `${runs[0].wholeSeconds.toFixed(1)} s`, '');
    const { memory, mentions } = runs[0];
    const bytes = statSync(file).size;
    show('wasm memory', `${(memory / 1e6).toFixed(0)} MB = ${((memory - 64 * mentions) / bytes).toFixed(2)} x the file + 64 bytes a mention`,
      'at most 1.3 x');
  } else if (part === 'ingest') {
    measureIngest();
  } else if (part === 'labels') {
    measureLabels();
  } else if (part === 'insight') {
    measureInsight();
  } else if (part === 'browser') {
    const run = await measureInBrowser(file, readFileSync(settings, 'utf8'));
    showSpeed('wasm in Chromium, drop to finished report', [run], run.mentions);
    show('first chart after the drop', `${run.firstChart.toFixed(2)} s`, 'within 1 s');
  } else if (part === 'size') {
    for (const { name, bytes, limit } of budgets()) {
      show(name, `${(bytes / 1024).toFixed(1)} KiB gzipped`, `at most ${limit / 1024} KiB`);
    }
  }
}
