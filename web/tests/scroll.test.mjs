import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './source.mjs';

const { moved, reveal, scrollFor, tallest } = await load('state/scroll.ts');
const row = 44;
const view = 616;

test('a short list scrolls pixel by pixel', () => {
  const start = scrollFor(1000, row, view, 0);
  assert.equal(start.height, 44_000);
  assert.equal(moved(start, 1000, row, view, 1234).top, 1234);
});

test('a list too tall for a browser is no taller than it can be, and its ends are reached', () => {
  const rows = 5_000_000;
  const start = scrollFor(rows, row, view, 0);
  assert.equal(start.height, tallest);
  assert.equal(moved(start, rows, row, view, tallest - view).top, rows * row - view);
  assert.equal(moved(scrollFor(rows, row, view, 1e8), rows, row, view, 0).top, 0);
});

test('in a list too tall for a browser a small step still moves by its own pixels', () => {
  const start = scrollFor(5_000_000, row, view, 1e8);
  assert.equal(moved(start, 5_000_000, row, view, start.bar + 100).top, 1e8 + 100);
});

test('in a list too tall for a browser a drag of the scroll bar moves in proportion', () => {
  const rows = 5_000_000;
  const middle = moved(scrollFor(rows, row, view, 0), rows, row, view, (tallest - view) / 2);
  assert.equal(middle.top, (rows * row - view) / 2);
});

test('the scroll bar stands where the rows are, once scrolling rests', () => {
  const rows = 5_000_000;
  const rested = scrollFor(rows, row, view, (rows * row - view) / 4);
  assert.ok(Math.abs(rested.bar - (tallest - view) / 4) < 1);
});

test('fewer rows than before bring the view back to the last of them', () => {
  assert.equal(scrollFor(20, row, view, 99_999).top, 20 * row - view);
  assert.equal(scrollFor(3, row, view, 99_999).top, 0);
});

test('a row is brought into view by the least scrolling', () => {
  assert.equal(reveal(440, 9, row, view), 396);
  assert.equal(reveal(440, 12, row, view), 440);
  assert.equal(reveal(440, 24, row, view), 25 * row - view);
});
