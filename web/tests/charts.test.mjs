import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scaleBand, scaleLinear } from 'd3-scale';
import { load } from './source.mjs';

const { spread, tickStep } = await load('charts/labels.ts');
const { step } = await load('charts/roving.ts');
const { bands, linePath, niceLinear } = await load('charts/scales.ts');

test('labels that have room stay where they are', () => {
  assert.deepEqual(spread([80, 20, 50], 16, 0, 100), [80, 20, 50]);
});

test('labels that would cover each other move apart, in their order and within bounds', () => {
  const placed = spread([98, 97, 10, 99], 15, 0, 100);
  assert.deepEqual(placed, [85, 70, 10, 100]);
});

test('more labels than fit are spread evenly', () => {
  assert.deepEqual(spread([5, 5, 5, 5, 5], 40, 0, 100), [0, 25, 50, 75, 100]);
});

test('ticks are thinned until they fit', () => {
  assert.equal(tickStep(10, 1000, 64), 1);
  assert.equal(tickStep(31, 640, 64), 4);
  assert.equal(tickStep(5, 10, 64), 5);
});

test('arrow keys pass over what is not drawn and stop at the edges', () => {
  const drawn = ({ series, slice }) => !(series === 0 && slice === 2);
  const size = { series: 2, slices: 4 };
  assert.deepEqual(step({ series: 0, slice: 1 }, { series: 0, slice: 1 }, size, drawn), {
    series: 0,
    slice: 3,
  });
  assert.deepEqual(step({ series: 0, slice: 3 }, { series: 0, slice: 1 }, size, drawn), {
    series: 0,
    slice: 3,
  });
  assert.deepEqual(step({ series: 1, slice: 2 }, { series: -1, slice: 0 }, size, drawn), {
    series: 1,
    slice: 2,
  });
});

test('scales and bands are those of d3-scale', () => {
  for (const [domain, range, count] of [
    [[0, 0.37], [240, 14], 4],
    [[0, 13_248], [0, 1], 5],
    [[0, 1], [0, 34], 4],
  ]) {
    const [ours, theirs] = [niceLinear(domain, range, count), scaleLinear(domain, range).nice(count)];
    assert.deepEqual(ours.ticks(count), theirs.ticks(count));
    for (const value of [0, domain[1] / 3, domain[1]]) assert.ok(Math.abs(ours(value) - theirs(value)) < 1e-9);
  }
  for (const [count, padding] of [[1, 0.22], [31, 0.22], [200, 0.05]]) {
    const theirs = scaleBand([...Array(count).keys()], [46, 700]).padding(padding);
    const ours = bands(count, [46, 700], padding);
    assert.ok(Math.abs(ours.width - theirs.bandwidth()) < 1e-9);
    for (const at of [0, count - 1]) assert.ok(Math.abs(ours(at) - theirs(at)) < 1e-9);
  }
});

test('a line breaks at a gap, and a point between gaps is a dot', () => {
  assert.equal(linePath([[0, 1], [2, 3.456], null, [5, 6], null]), 'M0,1L2,3.46M5,6Z');
  assert.equal(linePath([null]), '');
});
