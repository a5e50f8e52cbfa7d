// Agreement and audit against a second implementation: the sample, every figure and every interval are
// worked out here once more, from the mentions that the command line prints.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'earshot-audit-'));
after(() => rmSync(folder, { recursive: true }));

const z = 1.959963984540054;
const labels = ['positive', 'neutral', 'negative'];
const three = [0, 1, 2];
const sum = (values) => values.reduce((all, value) => all + value, 0);

function earshot(args, wasm = false) {
  const [program, first] = wasm
    ? [process.execPath, [join(root, 'wasm/cli.mjs')]]
    : [join(root, 'build/native/earshot'), []];
  const { stdout, stderr, status } = spawnSync(program, [...first, ...args], {
    maxBuffer: 1 << 28,
    encoding: 'utf8',
    cwd: folder,
  });
  assert.equal(status, 0, stderr);
  return stdout;
}

// ---- the second implementation -----------------------------------------------------------------

const word = (value) => BigInt.asUintN(64, value);
const golden = 0x9e3779b97f4a7c15n;

function splitMix(state) {
  let x = word(state + golden);
  x = word((x ^ (x >> 30n)) * 0xbf58476d1ce4e5b9n);
  x = word((x ^ (x >> 27n)) * 0x94d049bb133111ebn);
  return x ^ (x >> 31n);
}

/** The rows of a sample, in the order shown. */
function draw(mentions, digest, { seed, size, stratified }) {
  let start = splitMix(BigInt(seed));
  for (const byte of Buffer.from(digest)) start = splitMix(start ^ BigInt(byte));
  const ranked = mentions
    .filter(({ ours }) => ours >= 0)
    .map(({ row, ours }) => ({ row, ours, rank: splitMix(splitMix(start ^ BigInt(row)) ^ 1n) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const taken = stratified
    ? three.flatMap((label) =>
        ranked.filter(({ ours }) => ours === label).slice(0, Math.floor((size + 2 - label) / 3)),
      )
    : ranked.slice(0, size);
  return taken
    .map(({ row, rank }) => ({ row, place: splitMix(rank) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ row }) => row);
}

function wilson(p, n) {
  if (!(n > 0)) return null;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { value: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** Kappa with the error by the delta method: the derivatives are taken numerically, not by the formula. */
function kappa(p, n) {
  const of = (cells) => {
    const all = sum(cells.flat());
    const share = cells.map((row) => row.map((cell) => cell / all));
    const po = sum(three.map((i) => share[i][i]));
    const pe = sum(three.map((i) => sum(share[i]) * sum(three.map((j) => share[j][i]))));
    return (po - pe) / (1 - pe);
  };
  const value = of(p);
  const step = 1e-6;
  const slopes = p.map((row, i) =>
    row.map((_, j) => {
      const moved = (by) => of(p.map((other, k) => other.map((cell, l) => cell + (k === i && l === j ? by : 0))));
      return (moved(step) - moved(-step)) / (2 * step);
    }),
  );
  const mean = sum(p.flatMap((row, i) => row.map((cell, j) => cell * slopes[i][j])));
  const square = sum(p.flatMap((row, i) => row.map((cell, j) => cell * slopes[i][j] ** 2)));
  const half = z * Math.sqrt(Math.max(0, square - mean * mean) / n);
  return { value, low: Math.max(-1, value - half), high: Math.min(1, value + half) };
}

/** x with xC = q, by elimination; null if there is none. */
function solve(c, q) {
  const m = three.map((j) => [...three.map((i) => c[i][j]), q[j]]);
  for (const at of three) {
    const pivot = three.slice(at).reduce((best, row) => (Math.abs(m[row][at]) > Math.abs(m[best][at]) ? row : best), at);
    [m[at], m[pivot]] = [m[pivot], m[at]];
    if (Math.abs(m[at][at]) < 1e-9) return null;
    for (const row of three) {
      if (row === at) continue;
      const factor = m[row][at] / m[at][at];
      m[row] = m[row].map((cell, column) => cell - factor * m[at][column]);
    }
  }
  return three.map((i) => m[i][3] / m[i][i]);
}

const weightsOf = (table, population, stratified) =>
  three.map((ours) => {
    const labelled = sum(three.map((by) => table[by][ours]));
    if (!stratified) return 1;
    return labelled === 0 ? 0 : population[ours] / labelled;
  });

function correct(table, population, stratified) {
  const weights = weightsOf(table, population, stratified);
  const chances = table.map((row) => {
    const weighed = row.map((cell, ours) => cell * weights[ours]);
    return weighed.map((cell) => cell / sum(weighed));
  });
  if (chances.flat().some(Number.isNaN)) return null;
  const shares = solve(chances, population.map((count) => count / sum(population)));
  if (!shares) return null;
  const cut = shares.map((share) => Math.min(1, Math.max(0, share)));
  return cut.map((share) => share / sum(cut));
}

function corrected(table, population, { seed, stratified }) {
  const value = correct(table, population, stratified);
  // Mentions by our label, then by the person's.
  const strata = three.map((ours) => three.flatMap((by) => Array(table[by][ours]).fill([by, ours])));
  const groups = stratified ? strata : [strata.flat()];
  let state = BigInt(seed);
  const resampled = [];
  for (let n = 0; n < 1000; n += 1) {
    const drawn = three.map(() => [0, 0, 0]);
    for (const group of groups) {
      for (const _ of group) {
        const [by, ours] = group[Number(((splitMix(state) >> 32n) * BigInt(group.length)) >> 32n)];
        state = word(state + golden);
        drawn[by][ours] += 1;
      }
    }
    const one = correct(drawn, population, stratified);
    if (one) resampled.push(one);
  }
  const cut = Math.floor(resampled.length / 40);
  return three.map((label) => {
    const sorted = resampled.map((one) => one[label]).sort((a, b) => a - b);
    return { value: value[label], low: sorted[cut], high: sorted[sorted.length - 1 - cut] };
  });
}

function audit(table, population, settings) {
  const weights = weightsOf(table, population, settings.stratified);
  const cells = three.flatMap((by) => three.map((ours) => ({ by, ours, n: table[by][ours], w: weights[ours] })));
  const share = (all, hit) => {
    const inAll = cells.filter(all);
    const total = sum(inAll.map(({ n, w }) => n * w));
    const effective = total ** 2 / sum(inAll.map(({ n, w }) => n * w * w));
    return wilson(sum(inAll.filter(hit).map(({ n, w }) => n * w)) / total, effective);
  };
  const same = ({ by, ours }) => by === ours;
  const total = sum(cells.map(({ n, w }) => n * w));
  return {
    accuracy: share(() => true, same),
    kappa: kappa(
      table.map((row) => row.map((cell, ours) => (cell * weights[ours]) / total)),
      total ** 2 / sum(cells.map(({ n, w }) => n * w * w)),
    ),
    classes: three.map((label) => {
      const overlap = share(({ by, ours }) => by === label || ours === label, same);
      const f1 = (j) => (2 * j) / (1 + j);
      return {
        precision: share(({ ours }) => ours === label, same),
        recall: share(({ by }) => by === label, same),
        f1: { value: f1(overlap.value), low: f1(overlap.low), high: f1(overlap.high) },
      };
    }),
    corrected: corrected(table, population, settings),
  };
}

// ---- the exports -------------------------------------------------------------------------------

let state = 20260302;
function random(n) {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
}

const texts = [
  ['I love this kettle, it is wonderful', 'great service and lovely people', 'so happy, works perfectly'],
  ['the shop opens at nine', 'a new model comes in March', 'it has forty pages'],
  ['terrible, it broke after a day', 'awful support and I hate it', 'the worst purchase ever'],
];

function exportOf(rows) {
  const lines = ['Date,Author,Text,Sentiment'];
  for (let row = 0; row < rows; row += 1) {
    const tone = [0, 0, 0, 1, 2][random(5)];
    const given = random(10) < 7 ? labels[tone] : random(3) === 0 ? '' : labels[random(3)];
    lines.push(`2026-03-0${1 + (row % 9)},user${row},"${texts[tone][random(3)]} ${row}",${given}`);
  }
  return `${lines.join('\n')}\n`;
}

writeFileSync(join(folder, 'export.csv'), exportOf(800));
const mentions = earshot(['mentions', 'export.csv'])
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line))
  .map(({ source, sentiment, givenSentiment }) => ({
    row: source.row,
    ours: labels.indexOf(sentiment.label),
    given: labels.indexOf(givenSentiment),
  }));
const population = three.map((label) => mentions.filter(({ ours }) => ours === label).length);

function tableOf(pairs) {
  const table = three.map(() => [0, 0, 0]);
  for (const { by, ours } of pairs) table[by][ours] += 1;
  return table;
}

const rowsOf = (table) => labels.map((by) => labels.map((ours) => table[by][ours]));

function assertNear(found, wanted, what) {
  for (const key of ['value', 'low', 'high']) {
    assert.ok(Math.abs(found[key] - wanted[key]) < 2e-6, `${what}.${key}: ${found[key]}, not ${wanted[key]}`);
  }
}

test('agreement with the export is what its mentions say', () => {
  const { agreement } = JSON.parse(earshot(['report', 'export.csv']));
  const both = mentions.filter(({ given, ours }) => given >= 0 && ours >= 0);
  const table = tableOf(both.map(({ given, ours }) => ({ by: given, ours })));
  assert.deepEqual(rowsOf(agreement.table), table);
  assert.equal(agreement.n, both.length);
  assert.equal(agreement.unrated, mentions.filter(({ given, ours }) => given >= 0 && ours < 0).length);
  const same = sum(three.map((label) => table[label][label]));
  assertNear(agreement.observed, wilson(same / both.length, both.length), 'observed');
  assertNear(agreement.kappa, kappa(table.map((row) => row.map((cell) => cell / both.length)), both.length), 'kappa');
});

for (const settings of [
  { seed: 1, size: 100, stratified: false },
  { seed: 77, size: 200, stratified: true },
]) {
  const name = settings.stratified ? 'stratified' : 'simple';
  test(`a ${name} audit is drawn and worked out as a second implementation does it`, () => {
    const path = `${name}.json`;
    writeFileSync(join(folder, path), JSON.stringify({ audit: settings }));
    const args = ['export.csv', '--settings', path];
    const sample = JSON.parse(earshot(['audit', ...args, '--format', 'json']));
    assert.deepEqual(sample.map(({ row }) => row), draw(mentions, sample[0].file, settings));

    // What a person might say: mostly what the export says, three times "can't tell".
    const said = sample.map(({ row }, at) => {
      const { given, ours } = mentions.find((mention) => mention.row === row);
      return at < 3 ? 'unclear' : labels[given >= 0 ? given : ours];
    });
    const csv = earshot(['audit', ...args]).split('\r\n');
    assert.match(csv[0], /^\ufefffile,row,part,name,time,platform,author,title,text,sentiment$/);
    const filled = csv.map((line, at) => (at === 0 || line === '' ? line : line + said[at - 1])).join('\r\n');
    writeFileSync(join(folder, 'labels.csv'), filled);
    const labelled = ['report', ...args, '--labels', 'labels.csv'];
    const text = earshot(labelled);
    assert.equal(earshot(labelled, true), text, 'the same bytes through wasm');

    const report = JSON.parse(text).audit;
    const table = tableOf(
      sample.flatMap(({ row }, at) => {
        const by = labels.indexOf(said[at]);
        return by < 0 ? [] : [{ by, ours: mentions.find((mention) => mention.row === row).ours }];
      }),
    );
    assert.equal(report.n, sample.length - 3);
    assert.equal(report.unclear, 3);
    assert.deepEqual(rowsOf(report.table), table);
    const wanted = audit(table, population, settings);
    assertNear(report.accuracy, wanted.accuracy, 'accuracy');
    assertNear(report.kappa, wanted.kappa, 'kappa');
    labels.forEach((label, at) => {
      for (const key of ['precision', 'recall', 'f1']) {
        assertNear(report.classes[label][key], wanted.classes[at][key], `${label} ${key}`);
      }
      assertNear(report.corrected[label], wanted.corrected[at], `corrected ${label}`);
      assert.ok(Math.abs(report.counted[label] - population[at] / sum(population)) < 1e-6);
    });

    // The labels in the settings say the same as those in the table.
    const kept = sample.map(({ file, row }, at) => ({ file, row, sentiment: said[at] }));
    writeFileSync(join(folder, path), JSON.stringify({ audit: { ...settings, labels: kept } }));
    assert.deepEqual(JSON.parse(earshot(['report', ...args])).audit, report);
  });
}
