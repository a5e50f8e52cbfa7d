// The window of mentions that the table shows: pages of rows, asked from the worker as they come into view.
import { effect, signal } from '@preact/signals';
import type { Mention } from '../engine/documents';
import { filter, giveUpOn, selectionSize, selectionVersion, session } from './analysis';

const pageRows = 100;
const keptPages = 60;
const inFlightLimit = 2;

interface Page {
  rows: Mention[];
  version: number;
}

/** Rises when rows arrive. */
export const arrivals = signal(0);

const pages = new Map<number, Page>();
const asked = new Map<number, number>();
let wanted: number[] = [];
let filterOfPages = filter.peek();

effect(() => {
  void selectionVersion.value;
  if (filterOfPages !== filter.peek() || selectionSize.peek() === 0) {
    filterOfPages = filter.peek();
    pages.clear();
    arrivals.value = arrivals.peek() + 1;
  }
});

/** The mention at a position of the selection, or null while it is on its way. */
export function mentionAt(index: number): Mention | null {
  return pages.get(Math.floor(index / pageRows))?.rows[index % pageRows] ?? null;
}

/** Whether the mention at a position is the one that the selection has there now. */
export const isCurrent = (index: number): boolean =>
  pages.get(Math.floor(index / pageRows))?.version === selectionVersion.value;

/** Says which rows are in view; those that are missing or outdated are asked for. */
export function want(first: number, end: number): void {
  wanted = [];
  for (
    let page = Math.floor(first / pageRows);
    page * pageRows < Math.min(end, selectionSize.peek());
    page += 1
  ) {
    wanted.push(page);
  }
  next();
}

function next(): void {
  const running = session();
  const version = selectionVersion.peek();
  if (!running) return;
  for (const page of wanted) {
    if (asked.size >= inFlightLimit) return;
    if (asked.has(page) || pages.get(page)?.version === version) continue;
    asked.set(page, version);
    running.engine
      .rows(running.signal, filter.peek(), page * pageRows, pageRows)
      .then((rows) => {
        if (version !== selectionVersion.peek()) return;
        keep(page, { rows, version });
        arrivals.value = arrivals.peek() + 1;
      })
      .catch(giveUpOn)
      .finally(() => {
        asked.delete(page);
        next();
      });
  }
}

function keep(page: number, rows: Page): void {
  pages.delete(page);
  pages.set(page, rows);
  for (const oldest of pages.keys()) {
    if (pages.size <= keptPages) break;
    if (!wanted.includes(oldest)) pages.delete(oldest);
  }
}
