// The person's word on labels: corrections of single texts and of all that are shown, what they teach,
// and the way back. Texts that were corrected are known here until the page is left; settings files
// have their keys alone.
import { computed, effect, signal } from '@preact/signals';
import { intents, topics } from '../engine/documents';
import type {
  Corrections,
  CorrectionTrial,
  LabelChange,
  Lessons,
  Mention,
  PhraseRule,
} from '../engine/documents';
import { t } from '../i18n/text';
import {
  corrections,
  earlierCorrections,
  filter,
  giveUpOn,
  namedTopics,
  report,
  selectionSize,
  session,
  setCorrections,
  withKnownTopics,
} from './analysis';
import { say } from './messages';

/** A rule or weights that may be put in force, and what they would change. */
export interface Proposal {
  /** Tells it from others; it is not made again once it was declined. */
  key: string;
  rule: PhraseRule | null;
  next: Corrections;
  trial: CorrectionTrial;
}

/** As many texts as the core takes. */
export const mostCorrected = 200_000;
const shownProposals = 3;
const keysAtOnce = 5000;

export const proposals = signal<Proposal[]>([]);
/** While corrections are put in force or looked into. */
export const labelling = signal(false);
const declined = new Set<string>();
/** What texts say that were corrected here, the latest last. */
const texts = signal<ReadonlyMap<string, string>>(new Map());

export const canUndo = computed(() => earlierCorrections.value.length > 0);

export interface CorrectedText {
  key: string;
  /** null: from a settings file. */
  text: string | null;
  change: LabelChange;
}

export const correctedTexts = computed<CorrectedText[]>(() =>
  Object.entries(corrections.value.mentions).map(([key, change]) => ({
    key,
    text: texts.value.get(key) ?? null,
    change,
  })),
);

export const isCorrecting = computed(
  () =>
    correctedTexts.value.length > 0 ||
    corrections.value.phrases.length > 0 ||
    Object.keys(corrections.value.weights).length > 0 ||
    canUndo.value,
);

// "Start over" leaves nothing behind.
effect(() => {
  if (report.value !== null) return;
  proposals.value = [];
  texts.value = new Map();
  declined.clear();
});

function merged(old: LabelChange | undefined, change: LabelChange): LabelChange {
  const next: LabelChange = { ...old, ...change };
  if (old?.intents || change.intents) next.intents = { ...old?.intents, ...change.intents };
  if (old?.topics || change.topics) next.topics = { ...old?.topics, ...change.topics };
  if (old?.brands || change.brands) next.brands = { ...old?.brands, ...change.brands };
  return next;
}

const withSet = <Name extends string>(
  has: readonly Name[],
  change: Partial<Record<Name, boolean>> | undefined,
  all: readonly Name[],
): Name[] => all.filter((name) => change?.[name] ?? has.includes(name));

/** All topics there are, the person's own behind the others. */
export const allTopics = (): string[] => [...topics, ...namedTopics().map(({ name }) => name)];

/** Labels as they are after a change. */
export function changed(labels: Mention, change: LabelChange): Mention {
  const { sentiment, urgency } = change;
  const sure = (tone: LabelChange['sentiment']) => Number(sentiment === tone);
  return {
    ...labels,
    sentiment: sentiment
      ? {
          label: sentiment,
          scores: { positive: sure('positive'), neutral: sure('neutral'), negative: sure('negative') },
        }
      : labels.sentiment,
    intents: withSet(labels.intents, change.intents, intents),
    topics: withSet(labels.topics, change.topics, allTopics()),
    urgency: urgency ?? labels.urgency,
    urgencyBecause: urgency ? ['correction'] : labels.urgencyBecause,
    brandSentiment: {
      ...labels.brandSentiment,
      ...Object.fromEntries(Object.entries(change.brands ?? {}).map(([name, label]) => [name, { label }])),
    },
  };
}

async function put(next: Corrections): Promise<void> {
  earlierCorrections.value = [...earlierCorrections.value, corrections.value];
  await setCorrections(next);
  await look();
}

/** Runs one change at a time; those that come meanwhile are refused. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (labelling.value) return;
  labelling.value = true;
  try {
    await work();
  } catch (cause) {
    giveUpOn(cause);
  } finally {
    labelling.value = false;
  }
}

/** Corrects the text of the mention at a position of the selection. `key`: if it is known. */
export async function correct(
  index: number,
  key: string | null,
  mention: Mention,
  change: LabelChange,
): Promise<string | null> {
  let found = key;
  await alone(async () => {
    const running = session();
    if (!running) return;
    found ??= (await running.engine.textKeys(running.signal, filter.value, index, 1))[0] ?? null;
    if (found === null) return;
    remember([[found, mention.text ?? mention.title ?? '']]);
    const { mentions } = corrections.value;
    await put({
      ...corrections.value,
      mentions: { ...mentions, [found]: merged(mentions[found], change) },
    });
  });
  return found;
}

function remember(entries: [string, string][]): void {
  const next = new Map(texts.value);
  for (const [key, text] of entries) {
    next.delete(key);
    next.set(key, text);
  }
  texts.value = next;
}

/** Corrects every text of the selection. */
export const correctAll = (change: LabelChange): Promise<void> =>
  alone(async () => {
    const running = session();
    const size = selectionSize.value;
    if (!running || size > mostCorrected) return;
    const mentions = { ...corrections.value.mentions };
    for (let from = 0; from < size; from += keysAtOnce) {
      const keys = await running.engine.textKeys(running.signal, filter.value, from, keysAtOnce);
      for (const key of keys) mentions[key] = merged(mentions[key], change);
    }
    await put({ ...corrections.value, mentions });
    say(t('corrections.done', { n: size }));
  });

export const accept = (proposal: Proposal): Promise<void> =>
  alone(async () => {
    await put(proposal.next);
    say(t('corrections.done', { n: proposal.trial.changes }));
  });

export function decline(proposal: Proposal): void {
  declined.add(proposal.key);
  proposals.value = proposals.value.filter((other) => other !== proposal);
}

export const undo = (): Promise<void> =>
  alone(async () => {
    const last = earlierCorrections.value.at(-1);
    if (!last) return;
    earlierCorrections.value = earlierCorrections.value.slice(0, -1);
    await setCorrections(last);
    await look();
    say(t('corrections.undone'));
  });

export const removeRule = (phrase: string): Promise<void> =>
  alone(() =>
    put({
      ...corrections.value,
      phrases: corrections.value.phrases.filter((rule) => rule.phrase !== phrase),
    }),
  );

export const removeWeights = (): Promise<void> => alone(() => put({ ...corrections.value, weights: {} }));

export const removeTexts = (keys: readonly string[]): Promise<void> =>
  alone(() => {
    const gone = new Set(keys);
    const left = Object.entries(corrections.value.mentions).filter(([key]) => !gone.has(key));
    return put({ ...corrections.value, mentions: Object.fromEntries(left) });
  });

/** Asks what the corrections in force teach; what would change nothing is not proposed. */
async function look(): Promise<void> {
  const running = session();
  if (!running) return;
  const { engine, signal: ended } = running;
  const found: Proposal[] = [];
  for (const { key, rule, next } of proposed(await engine.lessons(ended))) {
    if (declined.has(key) || found.length === shownProposals) continue;
    const trial = await engine.tryCorrections(ended, withKnownTopics(next), namedTopics());
    if (trial.changes > 0) found.push({ key, rule, next, trial });
  }
  proposals.value = found;
}

function proposed({ rules, weights, features }: Lessons): Omit<Proposal, 'trial'>[] {
  const now = corrections.value;
  const found: Omit<Proposal, 'trial'>[] = rules.sort((a, b) => b.texts - a.texts).map(({ rule }) => ({
    key: JSON.stringify(rule),
    rule,
    next: {
      ...now,
      phrases: [...now.phrases.filter(({ phrase }) => phrase.toLowerCase() !== rule.phrase), rule],
    },
  }));
  if (weights) {
    found.push({ key: JSON.stringify(weights), rule: null, next: { ...now, features, weights } });
  }
  return found;
}
