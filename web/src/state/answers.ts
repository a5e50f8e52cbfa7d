// The answers below the figures: which are unfolded, what they are compared with, and what the core says.
import { effect, signal } from '@preact/signals';
import type { Answers, Filter } from '../engine/documents';
import { language } from '../i18n/text';
import { applySettings, filter, following, giveUpOn, reading, report, session } from './analysis';

export type AnswerName = keyof Answers;

/** The keys of the report that each answer of the page shows, in the order of the page. */
export const answerKeys = {
  summary: ['summary', 'adequacy'],
  sov: ['sov'],
  copies: ['clusters'],
  sentiment: ['sentiment', 'topics'],
  compare: ['compare'],
  phrases: ['phrases'],
  questions: ['questions', 'wishes', 'faults'],
  spikes: ['spikes'],
  trends: ['trends'],
  people: ['people'],
  ratings: ['ratings'],
  results: ['goals', 'conversion', 'response'],
  quotes: ['quotes'],
  against: ['against'],
} as const satisfies Record<string, readonly AnswerName[]>;
export type AnswerId = keyof typeof answerKeys;

/** Names of the answers that stand open; the others are not worked out. */
export const unfolded = signal<ReadonlySet<AnswerName>>(new Set(answerKeys.summary));
/** The selection that the figures are compared with. */
export const against = signal<Filter | null>(null);
/** What was said last, kept until it is said anew. */
export const answers = signal<Answers>({});
export const answering = signal(false);

export function unfold(names: readonly AnswerName[], open: boolean): void {
  if (names.every((name) => unfolded.value.has(name) === open)) return;
  const next = new Set(unfolded.value);
  for (const name of names) {
    if (open) next.add(name);
    else next.delete(name);
  }
  unfolded.value = next;
}

let asked = 0;

async function ask(names: readonly AnswerName[]): Promise<void> {
  const running = session();
  if (!running) return;
  asked += 1;
  const mine = asked;
  answering.value = true;
  try {
    const of = following.value ? filter.value : {};
    const said = await running.engine.sections(running.signal, names, of, against.value);
    if (mine === asked) answers.value = { ...answers.value, ...said };
  } catch (cause) {
    giveUpOn(cause);
  } finally {
    if (mine === asked) answering.value = false;
  }
}

// Every new report stands for new mentions, settings or a new selection.
effect(() => {
  const names = [...unfolded.value];
  void against.value;
  if (!report.value) answers.value = {};
  else if (!reading.value && names.length > 0) void ask(names);
});

// The summary is written in the page's language.
let told = language.value;
effect(() => {
  if (language.value === told) return;
  told = language.value;
  void applySettings();
});
