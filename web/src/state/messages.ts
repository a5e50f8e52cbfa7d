// What the page tells the person outside the figures: notices that stay until closed, and a live region.
import { signal } from '@preact/signals';
import type { CoreError, Note } from '../engine/documents';
import { language, sentenceFor, t, type Key, type Values } from '../i18n/text';

export interface Notice {
  id: number;
  /** Made when it is drawn, so that it follows the language. */
  text: () => string;
}

export const notices = signal<Notice[]>([]);
export const spoken = signal('');

let nextNotice = 1;

function show(text: () => string): void {
  if (notices.value.some((notice) => notice.text() === text())) return;
  notices.value = [...notices.value, { id: nextNotice++, text }];
}

export const notify = (key: Key, values: Values = {}): void => show(() => t(key, values));
export const notifyError = (error: CoreError): void => show(() => sentence(error));

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

/** The sentence for an error or note of the core: translated by its code, else the core's own English. */
export function sentence(error: CoreError | Note): string {
  const { column, detail, message, row } = error;
  // As a note it speaks of a column that the settings name and the input does not have.
  const code = error.code === 'badSettings' && 'count' in error ? 'missingColumn' : error.code;
  // The core's sentence is the English one and knows more than a table can.
  if (language.value === 'en' && message !== '') return message;
  return sentenceFor(code, { column, detail, row }) ?? message;
}

const quiet = 3000;
let lastSpoken = 0;

/** Says something to screen readers. What repeats, like progress, is said every few seconds at most. */
export function say(text: string, repeats = false): void {
  const now = performance.now();
  if (repeats && now - lastSpoken < quiet) return;
  lastSpoken = now;
  spoken.value = text;
}
