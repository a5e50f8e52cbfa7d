// The way from a quoted mention or a group of mentions to the mentions themselves.
import type { Filter, Places, Quoted } from '../../engine/documents';

/** Just the mentions of a group. Where they are too many to be listed: those with its words, else none. */
export function filterOfGroup(places: Places, search: string | null): Filter | null {
  if (places) {
    return {
      mentions: places.flatMap(({ file, rows, parts }) =>
        rows.map((row, at) => (parts?.[at] ? { file, row, part: parts[at] } : { file, row })),
      ),
    };
  }
  return search ? { search } : null;
}

/** A search for the first words of a mention. */
export function firstWords({ text }: Quoted): string | null {
  const words = text.match(/[\p{L}\p{N}]+/gu)?.slice(0, 6);
  return words ? `"${words.join(' ')}"` : null;
}
