import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './source.mjs';

const { spread, tickStep } = await load('charts/labels.ts');
const { step } = await load('charts/roving.ts');

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
