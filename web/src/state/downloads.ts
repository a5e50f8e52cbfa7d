// Files that the person takes home. All are made on the device and handed over as blob: addresses.
import { signal } from '@preact/signals';
import { t } from '../i18n/text';
import type { MentionFormat } from '../engine/messages';
import { filter, following, giveUpOn, session, settingsText } from './analysis';
import { against } from './answers';
import { say } from './messages';

/** The export under way: how much of it is done, 0..1. */
export const exporting = signal<{ done: number; of: number } | null>(null);
let stop: AbortController | null = null;

function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  say(t('status.saved', { name }));
}

const json = 'application/json;charset=utf-8';
const csv = 'text/csv;charset=utf-8';

export async function saveFiguresJson(): Promise<void> {
  const running = session();
  if (!running) return;
  try {
    const asked = following.value ? filter.value : {};
    const text = await running.engine.report(running.signal, asked, against.value);
    save(new Blob([text], { type: json }), 'earshot-figures.json');
  } catch (cause) {
    giveUpOn(cause);
  }
}

export const saveSettings = (): void =>
  save(new Blob([settingsText()], { type: json }), 'earshot-settings.json');

export async function saveFiguresCsv(): Promise<void> {
  const running = session();
  if (!running) return;
  try {
    const text = await running.engine.reportCsv(running.signal, following.value ? filter.value : {});
    save(new Blob([text], { type: csv }), 'earshot-figures.csv');
  } catch (cause) {
    giveUpOn(cause);
  }
}

export async function saveMentions(format: MentionFormat): Promise<void> {
  const running = session();
  if (!running || stop) return;
  stop = new AbortController();
  const signal = AbortSignal.any([running.signal, stop.signal]);
  exporting.value = { done: 0, of: 1 };
  try {
    const content = await running.engine.mentions(signal, filter.value, format, (progress) => {
      exporting.value = progress;
    });
    save(content, format === 'csv' ? 'earshot-mentions.csv' : 'earshot-mentions.jsonl');
  } catch (cause) {
    giveUpOn(cause);
  } finally {
    stop = null;
    exporting.value = null;
  }
}

export const stopExport = (): void => stop?.abort();

export async function saveRejected(): Promise<void> {
  const running = session();
  if (!running) return;
  try {
    save(await running.engine.rejected(running.signal), 'earshot-rejected-rows.csv');
  } catch (cause) {
    giveUpOn(cause);
  }
}
