import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './source.mjs';

const { cautions, nothingSaid, isTelling } = await load('state/figures.ts');
const { eventsOf } = await load('views/answers/events.ts');
const { coarsen, dayAfter, dayBefore, nextStart, readableUnit, sameFilter, sliceStart } =
  await load('state/slices.ts');

test('spikes of one event stand together, the strongest first', () => {
  const spike = (event, name) => ({ event, name });
  const found = eventsOf([spike(4, 'a'), spike(1, 'b'), spike(4, 'c'), spike(2, 'd'), spike(4, 'e')]);
  assert.deepEqual(found.map((event) => event.map(({ name }) => name)), [['a', 'c', 'e'], ['b'], ['d']]);
  assert.deepEqual(eventsOf([]), []);
});

test('filters by weekday, hour and answer differ where one of them does', () => {
  assert.equal(sameFilter({ weekday: 'monday', hour: '7' }, { weekday: 'monday', hour: '7' }), true);
  assert.equal(sameFilter({ weekday: 'monday', hour: '7' }, { weekday: 'monday', hour: '8' }), false);
  assert.equal(sameFilter({ answered: 'no' }, { replied: 'no' }), false);
  assert.equal(sameFilter({ answered: 'no' }, {}), false);
});

test('a figure tells from 30 mentions on, if its interval is no wider than 20 points', () => {
  assert.equal(isTelling({ value: 0.5, low: 0.41, high: 0.6 }, 30), true);
  assert.equal(isTelling({ value: 0.02, low: 0, high: 0.1 }, 29), false);
  assert.equal(isTelling({ value: 0.4, low: 0.309, high: 0.52 }, 99), false);
});

const report = (from, to, platforms, undated = 0) => ({
  period: { from, to, timeZone: 'UTC' },
  platforms,
  totals: { mentions: 100, undated },
});

test('a period under two weeks, one large source and missing dates are each named', () => {
  const found = cautions(
    report(
      '2026-01-01T10:00:00.000+09:00',
      '2026-01-05T09:00:00.000+09:00',
      [
        { name: 'Forum', mentions: 15 },
        { name: 'Shop', mentions: 85 },
      ],
      3,
    ),
  );
  assert.deepEqual(found, [
    { kind: 'short', days: 5 },
    { kind: 'lopsided', platform: 'Shop', share: 0.85 },
    { kind: 'undated', count: 3 },
  ]);
});

test('a long and balanced sample gives no warning', () => {
  const platforms = [
    { name: 'Forum', mentions: 20 },
    { name: 'Shop', mentions: 80 },
  ];
  assert.deepEqual(cautions(report('2026-01-01T00:00:00.000Z', '2026-01-15T00:00:00.000Z', platforms)), []);
});

test('nothing is concluded from a platform that is not known', () => {
  const platforms = [{ name: null, mentions: 100 }];
  assert.deepEqual(cautions(report('2026-01-01T00:00:00.000Z', '2026-01-15T00:00:00.000Z', platforms)), []);
});

test('a slice ends where the next begins, over months and leap days', () => {
  assert.equal(nextStart('2026-01-05T23:00', 'hour'), '2026-01-06T00:00');
  assert.equal(nextStart('2028-02-28', 'day'), '2028-02-29');
  assert.equal(nextStart('2026-12-28', 'week'), '2027-01-04');
  assert.equal(nextStart('2026-12-01', 'month'), '2027-01-01');
  assert.equal(dayAfter('2026-03-31'), '2026-04-01');
  assert.equal(dayBefore('2026-03-01'), '2026-02-28');
});

test('filters are the same when every condition is', () => {
  assert.equal(sameFilter({ brand: 'Halden' }, { brand: 'Halden' }), true);
  assert.equal(sameFilter({ brand: 'Halden' }, { brand: 'Halden', language: 'ko' }), false);
  assert.equal(sameFilter({ platform: '' }, {}), false);
  const mentions = [{ file: 'a.csv', row: 2 }, { file: 'a.csv', row: 5 }];
  assert.equal(sameFilter({ mentions }, { mentions: mentions.map((place) => ({ ...place })) }), true);
  assert.equal(sameFilter({ mentions }, { mentions: mentions.slice(1) }), false);
  assert.equal(sameFilter({ mentions }, { mentions: [mentions[0], { file: 'b.csv', row: 5 }] }), false);
  assert.equal(sameFilter({ mentions }, {}), false);
  assert.equal(sameFilter({ rating: { min: 1, max: 2 } }, { rating: { min: 1, max: 2 } }), true);
  assert.equal(sameFilter({ rating: { min: 1, max: 2 } }, { rating: { min: 1, max: 3 } }), false);
});

test('no mention at all is told from an empty selection', () => {
  const of = (filter, mentions) => nothingSaid({ filter, totals: { mentions } });
  assert.equal(of(null, 0), true);
  assert.equal(of(null, 3), false);
  assert.equal(of({ brand: 'Halden' }, 0), false);
});

const counts = (positive, negative) => ({ positive, neutral: 1, negative, unrated: 0 });
const day = (start, halden, positive) => ({
  start,
  mentions: halden + 2,
  brands: { Halden: halden },
  sentiment: counts(positive, 5),
  brandSentiment: { Halden: counts(positive, 0) },
});

test('days join into weeks from Monday and into months, and no count is lost', () => {
  const timeline = {
    unit: 'day',
    points: [day('2026-03-01', 3, 10), day('2026-03-02', 4, 20), day('2026-04-01', 9, 7)],
  };
  const weeks = coarsen(timeline, 'week').points;
  assert.deepEqual(
    weeks.map(({ start }) => start),
    ['2026-02-23', '2026-03-02', '2026-03-30'],
  );
  const months = coarsen(timeline, 'month').points;
  assert.deepEqual(
    months.map(({ start, mentions }) => [start, mentions]),
    [
      ['2026-03-01', 11],
      ['2026-04-01', 11],
    ],
  );
  assert.deepEqual(months[0].brands, { Halden: 7 });
  assert.deepEqual(months[0].sentiment, { positive: 30, neutral: 2, negative: 10, unrated: 0 });
  assert.deepEqual(months[0].brandSentiment, {
    Halden: { positive: 30, neutral: 2, negative: 0, unrated: 0 },
  });
  assert.deepEqual(timeline.points[0], day('2026-03-01', 3, 10), 'the report itself is left alone');
});

test('hours belong to their day', () => {
  assert.equal(sliceStart('2026-03-02T23:00', 'day'), '2026-03-02');
});

test('a year of days is drawn in weeks, a month in days', () => {
  const days = (count) => ({
    unit: 'day',
    points: Array.from({ length: count }, (_, index) =>
      day(new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10), 1, 1),
    ),
  });
  assert.equal(readableUnit(days(365)), 'week');
  assert.equal(readableUnit(days(31)), 'day');
});
