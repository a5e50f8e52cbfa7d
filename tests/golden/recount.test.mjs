// What a report says of mentions is worked out once more from the mentions that the command line prints, for the
// sample, for made-up rows with the columns that it lacks, and for real exports, with filters and without.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { highestRejected, newcombe, read, recount, recountSpike, twoSided, wilson } from './recount.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const shared = process.env.EARSHOT_SHARED ?? join(root, '../shared');
let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-recount-'));
});
after(() => rmSync(folder, { recursive: true }));

function earshot(...args) {
  const { stdout, stderr, status } = spawnSync(join(root, 'build/native/earshot'), args, { maxBuffer: 1 << 30 });
  assert.equal(status, 0, String(stderr));
  return String(stdout);
}

function kept(name, text) {
  const path = join(folder, name);
  writeFileSync(path, typeof text === 'string' ? text : JSON.stringify(text));
  return path;
}

/** All that is expected has to be there; figures are printed as millionths. */
function holds(actual, expected, where) {
  if (expected === null || typeof expected !== 'object') {
    if (typeof expected === 'number' && typeof actual === 'number') {
      const apart = Math.abs(actual - expected);
      assert.ok(apart <= 6e-7 + 2e-8 * Math.abs(expected) || (Number.isNaN(actual) && Number.isNaN(expected)),
        `${where}: ${actual}, recounted ${expected}`);
      return;
    }
    assert.equal(actual, expected, where);
    return;
  }
  assert.ok(actual !== null && typeof actual === 'object', `${where}: ${actual}, recounted ${JSON.stringify(expected)}`);
  if ('each' in expected) {
    assert.ok(actual.length > 0 || expected.perhaps, where);
    for (const one of actual) holds(one, expected.of(one[expected.each]), `${where}/${one[expected.each]}`);
  } else if ('unordered' in expected) {
    const by = (list) => new Map(list.map((one) => [one[expected.unordered], one]));
    assert.deepEqual([...by(actual).keys()].sort(), [...by(expected.of).keys()].sort(), where);
    for (const [name, one] of by(expected.of)) holds(by(actual).get(name), one, `${where}/${name}`);
    actual.forEach((one, at) => assert.ok(at === 0 || one.mentions <= actual[at - 1].mentions, `${where}: the largest first`));
  } else if (Array.isArray(expected)) {
    assert.equal(actual.length, expected.length, `${where}: so many`);
    expected.forEach((one, at) => holds(actual[at], one, `${where}/${at}`));
  } else {
    for (const [key, value] of Object.entries(expected)) holds(actual[key], value, `${where}/${key}`);
  }
}

/** The report of `files`, and what is found when its mentions are counted again. */
function check(files, { settings = {}, filter, other, ...asked } = {}) {
  const given = ['--settings', kept('settings.json', settings)];
  const filtered = filter ? ['--filter', kept('filter.json', filter)] : [];
  const compared = other ? ['--compare', kept('other.json', other)] : [];
  const report = JSON.parse(earshot('report', ...files, ...given, ...filtered, ...compared));
  const zone = report.settings.timeZone;
  const table = read(earshot('mentions', ...files, ...given), zone);
  const rows = filter ? read(earshot('mentions', ...files, ...given, ...filtered), zone) : table;
  const compare = other && { filter: other, rows: read(earshot('mentions', ...files, ...given, ...compared.map((arg) => arg.replace('--compare', '--filter'))), zone) };
  const said = recount(rows, table, { ...report.settings, topicNames: report.topics.map(({ name }) => name) },
    { ...asked, filter, other: compare, annotations: settings.annotations, unit: settings.unit });
  if (said.against) {
    // In an order of its own, and with figures of days that only the core knows how to weigh.
    const key = ({ of, name, figure }) => `${of} ${name} ${figure}`;
    const figures = new Map(report.against.figures.map((figure) => [key(figure), figure]));
    for (const figure of said.against.figures) holds(figures.get(key(figure)), figure, `against ${key(figure)}`);
    const known = new Set(said.against.figures.map(key));
    assert.deepEqual([...figures.keys()].filter((one) => !known.has(one) && !one.endsWith('reachPerDay')), []);
    const highest = highestRejected(report.against.figures.map(({ p }) => p), 0.05);
    for (const { p, ratio, difference, verdict, ...figure } of report.against.figures) {
      const [of, same] = ratio ? [ratio, 1] : [difference, 0];
      const up = of.low !== null && of.low > same;
      const down = of.high !== null && of.high < same;
      assert.equal(verdict, p <= highest && up ? 'up' : p <= highest && down ? 'down' : 'no clear change', key(figure));
    }
    delete said.against.figures;
  }
  holds(report, said, '');
  for (const spike of report.spikes.spikes) holds(spike, recountSpike(spike, rows), `spike of ${spike.start}`);
  // The interval of a resampled share is around it.
  for (const brand of report.sov.brands) {
    for (const { share } of [brand.reach, brand.engagement, brand.authors]) {
      if (share) assert.ok(share.low <= share.value && share.value <= share.high);
    }
  }
  // Raw and once: what is listed, what is not, and what stands alone.
  const { clusters } = report;
  const copied = clusters.largest.reduce((sum, { mentions }) => sum + mentions, clusters.otherMentions);
  assert.equal(clusters.mentions - clusters.once, copied - clusters.clusters);
  if (clusters.otherClusters === 0 && clusters.largest.every(({ places }) => places)) {
    const said = withoutCopies(rows, report.settings, clusters);
    holds(report.sov, said.sov, '/sov');
    holds(clusters, said.clusters, '/clusters');
    asked.onKnownCopies?.(clusters.largest.length);
  }
  if (!filter?.duplicates) {
    const once = read(earshot('mentions', ...files, ...given, '--filter', kept('once.json', { ...filter, duplicates: 'once' })), zone);
    assert.equal(once.length, clusters.once);
  }
  return { report, rows, table };
}

/** Share of voice with each group of copies counted once, where the report lists all of them. */
function withoutCopies(rows, { brands, counting }, clusters) {
  const place = (file, row, part) => JSON.stringify([file, row, part || undefined]);
  const group = new Map(clusters.largest.flatMap(({ places }, at) =>
    places.flatMap(({ file, rows: of, parts }) => of.map((row, i) => [place(file, row, parts?.[i]), at]))));
  const firsts = (of) => {
    const met = new Set();
    return of.filter(({ source }) => {
      const its = group.get(place(source.file, source.row, source.part));
      if (its === undefined || !met.has(its)) return its === undefined || met.add(its);
      return false;
    });
  };
  const naming = brands.map(({ name }) => ({ name, of: firsts(rows.filter((row) => row.brands.includes(name))) }));
  const weight = (of) => of.reduce((sum, row) => sum + (counting === 'fractional' ? Math.floor(2520 / row.brands.length) : 2520), 0);
  const all = naming.reduce((sum, { of }) => sum + weight(of), 0);
  const mentions = naming.reduce((sum, { of }) => sum + of.length, 0);
  const find = (name) => naming.find((one) => one.name === name).of;
  return {
    sov: {
      mentionsOnce: firsts(rows.filter((row) => row.brands.length > 0)).length,
      brands: { each: 'name', perhaps: true, of: (name) => ({ once: {
        mentions: find(name).length,
        volume: all > 0 ? { ...wilson(weight(find(name)) / 2520, all / 2520), n: Math.round(all / 2520) } : null,
      } }) },
    },
    clusters: { once: firsts(rows).length, brands: { each: 'name', perhaps: true, of: (name) => ({ once: find(name).length, shareOnce: wilson(find(name).length, mentions) }) } },
  };
}

/** Middle 95 % of 1,000 resamples of authors, by a generator of the test's own. */
function resampled(rows, brand, value) {
  const authors = new Map();
  rows.filter((row) => row.brands.length > 0 && value(row) !== null).forEach((row, at) => {
    const author = row.author ?? at;
    const sums = authors.get(author) ?? [0, 0];
    sums[0] += row.brands.includes(brand) ? value(row) : 0;
    sums[1] += value(row) * row.brands.length;
    authors.set(author, sums);
  });
  const groups = [...authors.values()];
  let state = 12345;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const shares = Array.from({ length: 1000 }, () => {
    let [top, bottom] = [0, 0];
    for (let at = 0; at < groups.length; at += 1) {
      const [one, all] = groups[Math.floor(random() * groups.length)];
      top += one;
      bottom += all;
    }
    return top / bottom;
  }).sort((a, b) => a - b);
  return [shares[25], shares[974]];
}

test('the recount itself gives published values', () => {
  const round = ({ low, high }) => [Math.round(low * 1000) / 1000, Math.round(high * 1000) / 1000];
  assert.deepEqual(round(wilson(40, 100)), [0.309, 0.498]);
  assert.deepEqual(round(wilson(3, 4)), [0.301, 0.954]);
  assert.deepEqual(round(wilson(0, 5)), [0, 0.434]);
  // Newcombe's paper, method 10: 56/70 against 48/80.
  const { low, high } = newcombe(wilson(56, 70), wilson(48, 80));
  assert.deepEqual([low.toFixed(4), high.toFixed(4)], ['0.0524', '0.3339']);
  assert.ok(Math.abs(twoSided(1.959963984540054) - 0.05) < 1e-12);
  assert.ok(Math.abs(twoSided(4) / 6.334248366623996e-5 - 1) < 1e-9);
  assert.equal(highestRejected([0.001, 0.04, 0.03, 0.9], 0.05), 0.001);
});

let sample, settings;
before(() => {
  const make = (...args) => {
    const made = spawnSync(process.execPath, [join(root, 'scripts/sample/generate.mjs'), ...args], { maxBuffer: 1 << 28 });
    assert.equal(made.status, 0, String(made.stderr));
    return String(made.stdout);
  };
  sample = join(folder, 'sample.csv');
  make('--out', sample);
  settings = JSON.parse(make('--settings'));
});

test('the sample, as it is', () => {
  const marks = [{ at: '2026-02-15', label: 'crisis', days: 7 }, { at: '2026-01-20T12:00', label: 'launch', days: 30 }];
  const { report, rows } = check([sample], {
    settings: { ...settings, annotations: marks, goals: [{ name: 'praise', filter: { intent: 'praise' }, target: 100_000 }, { name: 'asked', filter: { intent: 'question' }, target: 100 }] },
    scale: 5,
    replies: true,
    goals: [
      { name: 'praise', target: 100_000, meets: ({ intents }) => intents.includes('praise') },
      { name: 'asked', target: 100, meets: ({ intents }) => intents.includes('question') },
    ],
  });
  assert.ok(report.response.answered > 10 && report.compare.brands.length === 4 && report.spikes.spikes.length > 5);
  for (const [key, value] of [['reach', ({ reach }) => reach], ['engagement', ({ own }) => own]]) {
    for (const { name, [key]: { share } } of report.sov.brands) {
      if (!share) continue;
      const [low, high] = resampled(rows, name, value);
      // Two ways to draw: so far apart they may be.
      const slack = 0.35 * (high - low) + 0.002;
      assert.ok(Math.abs(share.low - low) < slack && Math.abs(share.high - high) < slack,
        `${key} of ${name}: ${share.low} to ${share.high}, resampled ${low} to ${high}`);
    }
  }
});

test('the sample, each mention of several brands in parts, on the clock of New York', () => {
  check([sample], { settings: { ...settings, counting: 'fractional', timeZone: 'America/New_York', unit: 'week' }, scale: 5, replies: true });
});

for (const [what, filter] of [
  ['a brand and what is aimed at it', { brand: 'Brenvik', sentiment: ['negative', 'neutral'] }],
  ['two weeks of two languages', { from: '2026-02-10', to: '2026-02-24', languages: ['ko', 'ja'] }],
  ['two days, by the hour', { from: '2026-02-14', to: '2026-02-16' }],
  ['mornings of two weekdays', { weekday: ['monday', 'friday'], hours: [9, '10', 11] }],
  ['a search', { search: 'battery OR 배터리 OR バッテリー' }],
  ['each text once', { duplicates: 'once' }],
  ['reviews', { platform: 'App Store', rating: { max: 3 } }],
  ['few', { intent: 'churn', platforms: ['X', 'Reddit'], tier: 'nano' }],
  ['none', { search: 'nowheretobefound' }],
]) {
  test(`the sample, ${what}`, () => {
    check([sample], { settings, filter, scale: 5, replies: true });
  });
}

test('the sample, one selection against another', () => {
  const week = (from, to) => ({ from: `2026-02-${from}`, to: `2026-02-${to}` });
  check([sample], { settings, filter: week('14', '21'), other: week('01', '14') });
  check([sample], { settings: { ...settings, counting: 'fractional' }, filter: { platform: 'X' }, other: { language: 'ko' } });
});

test('rows with the columns that the sample lacks', () => {
  let state = 7;
  const below = (n) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const stamp = (ms) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
  const texts = ['I love Nova, it works so well', 'Nova is awful and broke at once', 'Lumen arrived today', 'Is Nova better than Lumen?', 'Lumen is great, Nova is terrible'];
  const rows = Array.from({ length: 300 }, (_, at) => {
    const asked = Date.UTC(2026, 2, 1 + below(20), below(24), below(60), 1 + below(59));
    const took = below(3) > 0 ? 60 * (1 + below(3000)) : null;
    const recipients = below(5) > 0 ? 100 + below(900) : null;
    return { text: `${texts[below(5)]}, number ${at}`, asked, took, recipients, conversions: below(4) > 0 ? below(40) : null, rating: 1 + below(5),
      reach: below(3) > 0 ? below(100_000) : null, author: `a${below(60)}`, given: ['positive', 'neutral', 'negative', ''][below(4)] };
  });
  const cell = (value) => (value === null ? '' : value);
  const csv = kept('columns.csv', ['Text,Date,Author,Answered At,Recipients,Conversions,Rating,Reach,Sentiment',
    ...rows.map((row) => [`"${row.text}"`, stamp(row.asked), row.author, row.took === null ? '' : stamp(row.asked + row.took * 1000),
      cell(row.recipients), cell(row.conversions), row.rating, cell(row.reach), row.given].join(','))].join('\n'));
  const { report } = check([csv], { settings: { brands: [{ name: 'Nova', own: true }, { name: 'Lumen' }] }, scale: 5 });
  const seconds = rows.filter(({ took }) => took !== null).map(({ took }) => took).sort((a, b) => a - b);
  const middle = Math.floor(seconds.length / 2);
  holds(report.response, {
    byColumns: true, byReplies: false, mentions: 300, answered: seconds.length, rate: wilson(seconds.length, 300),
    seconds: {
      n: seconds.length, fastest: seconds[0], slowest: seconds.at(-1),
      median: (seconds[middle] + seconds[Math.floor((seconds.length - 1) / 2)]) / 2,
      mean: { value: seconds.reduce((sum, one) => sum + one, 0) / seconds.length },
    },
    withinDay: wilson(seconds.filter((one) => one <= 86_400).length, seconds.length),
  }, 'response');
  const sums = (of) => {
    const both = of.filter(({ recipients, conversions }) => recipients !== null && conversions !== null);
    const [conversions, people] = ['conversions', 'recipients'].map((key) => both.reduce((sum, row) => sum + row[key], 0));
    return { mentions: both.length, conversions, people, rate: wilson(conversions, people) };
  };
  holds(report.conversion, {
    of: 'recipients',
    ...sums(rows),
    brands: { each: 'name', of: (name) => sums(rows.filter(({ text }) => text.includes(name))) },
  }, 'conversion');
  assert.equal(report.agreement.n + report.agreement.unrated, rows.filter(({ given }) => given !== '').length);
});

test('rows of which many are copies', () => {
  const lines = ['Text,Author,Date'];
  const say = (text, times) => {
    for (let at = 0; at < times; at += 1) lines.push(`"${text}",a${lines.length},2026-03-0${1 + (at % 9)}`);
  };
  say('Nova gives away ten watches to those who share this today', 9);
  say('RT @ann: Nova gives away ten watches to those who share this today', 4);
  say('Lumen and Nova open a common shop in the old town hall', 5);
  say('The town hall is closed on Mondays', 3);
  say('Nova works well', 1);
  say('I sold my Lumen to a friend of mine last week', 1);
  const path = kept('copies.csv', lines.join('\n'));
  const brands = [{ name: 'Nova' }, { name: 'Lumen' }];
  let known = 0;
  for (const counting of ['full', 'fractional']) check([path], { settings: { brands, counting }, onKnownCopies: (groups) => { known += groups; } });
  assert.equal(known, 6);
});

test('rows that brands answer', () => {
  const lines = ['Id,Parent Id,Text,Date,Author,Platform'];
  const add = (id, parent, text, at, author, platform = 'X') =>
    lines.push([id, parent, `"${text}"`, new Date(Date.UTC(2026, 2, 1, 9, 1) + at * 60_000).toISOString(), author, platform].join(','));
  for (let at = 0; at < 40; at += 1) {
    add(700_000_000 + at, '', `When will Nova ship order number ${at}?`, at * 300, `asker${at}`);
    if (at % 4 !== 0) add(800_000_000 + at, 700_000_000 + at, `We are on it, case ${at}`, at * 300 + 7 + at * at, at % 8 === 1 ? 'Nova_Care' : 'novacare');
    if (at % 8 === 2) add(900_000_000 + at, 700_000_000 + at, `And shipped, case ${at}`, at * 300 + 3000, 'novacare');
    if (at % 5 === 0) add(600_000_000 + at, '', `Lumen keeps silent, number ${at}`, at * 300, `other${at}`);
  }
  // Another platform numbers its posts alike, and somebody else's answer is none of the brand's.
  add(700_000_001, '', 'Does Nova fit the small one?', 5, 'stranger', 'Reddit');
  add(800_000_999, 700_000_000, 'Same here', 5, 'asker1');
  const path = kept('answered.csv', lines.join('\n'));
  const brands = [{ name: 'Nova', handles: ['@novacare', 'nova_care'], own: true }, { name: 'Lumen' }];
  const { report } = check([path], { settings: { brands }, replies: true });
  assert.equal(report.response.answered, 30);
  check([path], { settings: { brands }, replies: true, filter: { intent: 'question' } });
  for (const [answered, wanted] of [['yes', 30], ['no', report.response.mentions - 30]]) {
    const { response, totals } = check([path], { settings: { brands }, replies: true, filter: { answered } }).report;
    assert.deepEqual([totals.mentions, response.mentions, response.answered], [wanted, wanted, answered === 'yes' ? 30 : 0]);
  }
});

test('reviews of several answers each', () => {
  check([join(root, 'tests/golden/fixtures/formats/g2.csv')], { settings: { brands: [{ name: 'Orvessa' }] }, scale: 5 });
});

const real = [
  ['crimson_hexagon_posts.csv', {}],
  ['reddit_top_nintendo.csv', { settings: { timeZone: 'Europe/London' } }],
  ['x_api_v1_search_ja.json', { settings: { timeZone: 'Asia/Tokyo' } }],
  ['app_store_reviews_ru.csv', { scale: 5, settings: { timeZone: 'Europe/Moscow' } }],
  ['telegram_public_channel.json', {}],
];
for (const [name, asked] of real) {
  const path = join(shared, 'samples', name);
  test(`${name}, a real export`, { skip: !existsSync(path) && 'no folder of shared samples' }, () => {
    check([path], asked);
  });
}
