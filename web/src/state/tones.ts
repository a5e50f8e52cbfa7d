// Which colour a brand has. Brands keep theirs while ranks change; the ninth and later share a grey.
import { signal } from '@preact/signals';

export const toneCount = 8;
/** 1..8, or 0 for all further brands. */
export type Tone = number;

const given = signal<ReadonlyMap<string, Tone>>(new Map());

export const tone = (brand: string): Tone => given.value.get(brand) ?? 0;

/** Gives colours to brands that have none yet; those that are gone free theirs. */
export function giveTones(brands: readonly string[]): void {
  const present = new Set(brands);
  const kept = new Map([...given.value].filter(([name]) => present.has(name)));
  const free = Array.from({ length: toneCount }, (_, index) => index + 1).filter(
    (candidate) => ![...kept.values()].includes(candidate),
  );
  for (const name of brands) {
    if (kept.has(name)) continue;
    const next = free.shift();
    if (next === undefined) break;
    kept.set(name, next);
  }
  given.value = kept;
}
