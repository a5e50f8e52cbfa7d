// The sample export is the same on every machine and looks like the talk it stands for.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { generate, kColumns } from '../../scripts/sample/generate.mjs';
import { Prng } from '../../scripts/sample/prng.mjs';
import { brand_settings, kBrands, kEvents, kHours, kLanguages, kMeaning, kPlatforms, kTalk } from '../../scripts/sample/world.mjs';
import { ko } from '../../scripts/sample/text.ko.mjs';
import { ja } from '../../scripts/sample/text.ja.mjs';
import { ru } from '../../scripts/sample/text.ru.mjs';
import { en } from '../../scripts/sample/text.en.mjs';

const kDayMs = 24 * 3600 * 1000;
const kZoneMs = 9 * 3600 * 1000;
const voices = { ko, ja, ru, en };

function csv_of(options) {
  let csv = '';
  for (const piece of generate(options)) csv += piece.csv;
  return csv;
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** Strict RFC 4180 with LF: throws on a stray quote or an open one. */
function parse_csv(text) {
  const rows = [];
  let row = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (at >= text.length) throw new Error('a quote never closes');
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') cell += text[at++];
        else break;
      }
      at++;
    } else {
      while (at < text.length && text[at] !== ',' && text[at] !== '\n') {
        if (text[at] === '"') throw new Error('a quote inside an unquoted cell');
        cell += text[at++];
      }
    }
    row.push(cell);
    if (text[at] === '\n') {
      rows.push(row);
      row = [];
    } else if (text[at] !== ',') {
      throw new Error(`a cell ends with ${JSON.stringify(text[at])}`);
    }
    at++;
  }
  return rows;
}

const sample_csv = csv_of({});
const [header, ...cells] = parse_csv(sample_csv);
const rows = cells.map((row) => Object.fromEntries(row.map((cell, i) => [header[i], cell])));
const truths = [...generate({})].slice(1).map((piece) => piece.truth);

/** Days since the period began, in UTC+9, and how many mentions each has. */
function volume_by_day(mentions) {
  const start = Date.parse('2026-01-01T00:00:00+09:00');
  const days = new Array(90).fill(0);
  for (const mention of mentions) days[Math.floor((Date.parse(mention.Date) - start) / kDayMs)]++;
  return days;
}

function share(predicate, list = rows) {
  return list.filter(predicate).length / list.length;
}

function within(value, low, high, what) {
  assert.ok(value >= low && value <= high, `${what}: ${value} is outside ${low} to ${high}`);
}

test('the same options give the same bytes, another seed gives others', () => {
  assert.equal(sha256(csv_of({})), sha256(sample_csv));
  assert.notEqual(sha256(csv_of({ seed: 2 })), sha256(sample_csv));
});

test('there are as many rows as asked for, each with a cell for every column', () => {
  assert.deepEqual(header, kColumns);
  assert.equal(cells.length, 5000);
  for (const row of cells) assert.equal(row.length, kColumns.length);
  assert.equal(parse_csv(csv_of({ mentions: 1 })).length, 2);
  assert.equal(parse_csv(csv_of({ mentions: 0 })).length, 1);
});

test('a query column is added only when asked for', () => {
  const [head, ...body] = parse_csv(csv_of({ mentions: 300, query_column: true }));
  assert.equal(head.at(-1), 'Query');
  const names = new Set(['', ...kBrands.map((brand) => brand.name)]);
  for (const row of body) assert.ok(names.has(row.at(-1)));
});

test('the default sample is small enough to ship', () => {
  assert.ok(Buffer.byteLength(sample_csv) < 1_300_000);
});

test('rows are in order of time, inside the period, with ids of their own', () => {
  for (let i = 1; i < rows.length; i++) assert.ok(rows[i - 1].Date <= rows[i].Date);
  for (const row of rows) assert.match(row.Date, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.ok(Date.parse(rows[0].Date) >= Date.parse('2026-01-01T00:00:00+09:00'));
  assert.ok(Date.parse(rows.at(-1).Date) < Date.parse('2026-04-01T00:00:00+09:00'));
  assert.equal(new Set(rows.map((row) => row.Id)).size, rows.length);
});

test('languages and platforms have their shares', () => {
  for (const language of kLanguages) {
    const wanted = kTalk[language].share / 100;
    within(share((row) => row.Language === language), wanted - 0.03, wanted + 0.03, language);
  }
  const bounds = { X: [0.34, 0.46], Instagram: [0.1, 0.18], YouTube: [0.16, 0.25], Reddit: [0.05, 0.11], 'Naver Blog': [0.03, 0.09], 'App Store': [0.09, 0.15] };
  assert.deepEqual(Object.keys(bounds), kPlatforms);
  for (const platform of kPlatforms) within(share((row) => row.Platform === platform), ...bounds[platform], platform);
  assert.equal(rows.filter((row) => row.Platform === 'Naver Blog' && row.Language !== 'ko').length, 0);
});

test('columns hold only what the platform has', () => {
  for (const row of rows) {
    assert.equal(row.Rating !== '', row.Platform === 'App Store');
    if (row.Title) assert.ok(['YouTube', 'Reddit', 'Naver Blog', 'App Store'].includes(row.Platform));
    if (row.Platform === 'App Store' || row.Platform === 'Reddit') assert.equal(row.Followers, '');
    assert.match(row.Url, /^https:\/\/[a-z.]+\.example\//);
  }
});

test('texts are distinct apart from reposts, and some reviews have none', () => {
  const own = rows.filter((row) => !row['Retweet Of'] && row.Text);
  within(new Set(own.map((row) => row.Text)).size / own.length, 0.9, 1, 'distinct texts');
  within(rows.filter((row) => !row.Text).length, 10, 100, 'empty texts');
  assert.ok(rows.some((row) => row.Text.includes('\n')));
  assert.ok(rows.some((row) => row.Text.includes('"')));
});

test('a repost and an answer name an earlier mention', () => {
  const seen = new Map();
  let reposts = 0;
  let answers = 0;
  for (const row of rows) {
    if (row['Retweet Of']) {
      const original = seen.get(row['Retweet Of']);
      assert.ok(row.Text.startsWith(`RT @${original.Author}: `));
      reposts++;
    }
    if (row['In Reply To']) {
      assert.ok(seen.has(row['In Reply To']));
      answers++;
    }
    seen.set(row.Id, row);
  }
  within(reposts / rows.length, 0.05, 0.14, 'reposts');
  within(answers / rows.length, 0.12, 0.32, 'answers');
});

test('the launch and the crisis stand out of the days around them', () => {
  const days = volume_by_day(rows);
  const ordinary = days.slice(30, 44).reduce((sum, count) => sum + count, 0) / 14;
  assert.ok(days[kEvents.launch.day] > 1.7 * ordinary);
  assert.ok(days[kEvents.crisis.day + 1] > 2.5 * ordinary);
  const peak = days.indexOf(Math.max(...days));
  within(peak, kEvents.crisis.day, kEvents.crisis.day + 3, 'day of most mentions');
});

test('the crisis is bad talk about the brand whose product failed', () => {
  const crisis = [];
  const before = [];
  const start = Date.parse('2026-01-01T00:00:00+09:00');
  rows.forEach((row, i) => {
    const day = Math.floor((Date.parse(row.Date) - start) / kDayMs);
    if (!truths[i].brands.includes('Brenvik')) return;
    if (day >= kEvents.crisis.day && day < kEvents.crisis.day + 5) crisis.push(truths[i]);
    if (day >= 25 && day < 44) before.push(truths[i]);
  });
  const bad = (truth) => truth.sentiment === 'negative';
  assert.ok(share(bad, crisis) > share(bad, before) + 0.2);
});

test('weekends and nights are quieter', () => {
  const weekdays = new Array(7).fill(0);
  for (const piece of generate({ mentions: 20000, days: 84 })) {
    const date = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/.exec(piece.csv)?.[0];
    if (date) weekdays[new Date(Date.parse(date) + kZoneMs).getUTCDay()]++;
  }
  const weekend = (weekdays[0] + weekdays[6]) / 2;
  const workday = weekdays.slice(1, 6).reduce((sum, count) => sum + count, 0) / 5;
  within(weekend / workday, 0.6, 0.85, 'a weekend day against a workday');
  const korean = rows.filter((row) => row.Language === 'ko');
  const hour_of = (row) => (Number(row.Date.slice(11, 13)) + 9) % 24;
  assert.ok(share((row) => hour_of(row) < 6, korean) < 0.14);
  for (const language of kLanguages) assert.equal(kHours[language].reduce((sum, weight) => sum + weight, 0), 1000);
});

test('the biggest brand is the own one, the smallest is far behind', () => {
  const named = Object.fromEntries(kBrands.map((brand) => [brand.name, 0]));
  for (const truth of truths) for (const brand of truth.brands) named[brand]++;
  const [first, second] = Object.entries(named).sort((a, b) => b[1] - a[1]);
  assert.equal(first[0], brand_settings().brands.find((brand) => brand.own).name);
  assert.ok(first[1] > second[1]);
  within(named.Tindra / first[1], 0.08, 0.3, 'the smallest against the biggest');
});

test('a brand that the truth names stands in the title or the text', () => {
  const settings = brand_settings();
  const folded = (text) => text.toLowerCase();
  let named = 0;
  let found = 0;
  rows.forEach((row, i) => {
    if (row['Retweet Of']) return; // cut by the platform
    for (const name of truths[i].brands) {
      const index = kBrands.findIndex((brand) => brand.name === name);
      const { aliases, handles } = settings.brands[index];
      const spellings = [name, ...aliases, ...handles, ...kBrands[index].spell.ru, ...kBrands[index].products.flatMap((product) => Object.values(product.spell).flat())];
      const text = folded(`${row.Title} ${row.Text}`);
      named++;
      if (spellings.some((spelling) => text.includes(folded(spelling)))) found++;
    }
  });
  within(found / named, 0.97, 1, 'brands found by a known spelling'); // the rest are slips of the pen
});

test('few write much and most write once', () => {
  const writers = new Map();
  for (const row of rows) {
    const key = `${row.Platform} ${row.Author}`;
    writers.set(key, (writers.get(key) ?? 0) + 1);
  }
  const counts = [...writers.values()];
  within(share((count) => count === 1, counts), 0.7, 0.95, 'authors of one mention');
  assert.ok(Math.max(...counts) >= 8);
});

test('every intent has a meaning and a name in the truth', () => {
  for (const truth of truths) {
    assert.ok(['positive', 'negative', 'neutral'].includes(truth.sentiment));
    assert.deepEqual(Object.keys(truth.toward), truth.brands);
  }
  const kinds = new Set(truths.map((truth) => truth.intent));
  for (const intent of ['question', 'complaint', 'praise', 'suggestion', 'purchase', 'comparison', 'recommendation_request', 'churn', 'fault', 'news', 'off_topic', 'rating_only', 'brand_reply']) {
    assert.ok(kinds.has(intent), intent);
  }
});

for (const [language, voice] of Object.entries(voices)) {
  test(`every phrase of ${language} can be said about every brand, in every form`, () => {
    const { grammar } = voice;
    assert.ok(grammar.groups.size >= 60);
    let phrases = 0;
    for (let brand = 0; brand < kBrands.length; brand++) {
      for (const [group, lines] of grammar.groups) {
        for (const line of lines) {
          for (const register of [0, 1]) {
            const plan = {
              brand, product: kBrands[brand].products.at(-1), other: (brand + 1) % 4, other_product: kBrands[(brand + 1) % 4].products[0],
              platform: 'X', mood: kMeaning[group]?.mood ?? '0', register, gender: register,
            };
            const context = { ...plan, rng: new Prng(phrases++), grammar, form: voice.form(plan), used: new Set(), aspects: new Set(), named: 0, surfaces: new Map() };
            const text = voice.finish(grammar.expand(line, context), context);
            assert.doesNotMatch(text, /undefined|\[object|[{}⟦⟧¶]|NaN/, `${group}: ${text}`);
          }
        }
      }
    }
  });
}

test('Korean particles follow the last sound of a name', () => {
  const say = (brand, arg) => {
    const context = { brand, surfaces: new Map([[`b${brand}`, { text: kBrands[brand].spell.ko, script: 'native', brand: kBrands[brand] }]]), named: 0 };
    return ko.grammar.slots.b(context, arg);
  };
  assert.equal(say(0, '은'), '오르베사는');
  assert.equal(say(1, '은'), '브렌빅은');
  assert.equal(say(1, '으로'), '브렌빅으로');
  assert.equal(say(2, '으로'), '미렐토로');
  const product = (text, index, sound) => ko.grammar.slots.p(
    { brand: index, product: { distinct: [] }, surfaces: new Map([[`p${index}`, { text, product: { sound }, script: 'product' }]]), named: 0 }, '으로');
  assert.equal(product('M7', 2, '칠'), 'M7로'); // after ㄹ
  assert.equal(product('위스프 3', 0, '삼'), '위스프 3으로');
});

test('Russian names take their case', () => {
  const say = (brand, letter) => {
    const context = { brand, surfaces: new Map([[`b${brand}`, { text: kBrands[brand].spell.ru[0], script: 'native', brand: kBrands[brand] }]]), named: 0 };
    return ru.grammar.slots.b(context, letter);
  };
  assert.equal(say(0, 'a'), 'Орвессу');
  assert.equal(say(1, 'i'), 'Бренвиком');
  assert.equal(say(2, 'g'), 'Мирельто');
  assert.equal(say(3, 'p'), 'Тиндре');
});
