// The audit under way: the sample, which mention of it is shown, and the person's answers.
import { batch, computed, signal } from '@preact/signals';
import type { AuditLabel, SampledMention, Verdict } from '../engine/documents';
import { applySettings, audit, giveUpOn, noLabels, session } from './analysis';

export const verdicts: readonly Verdict[] = ['positive', 'neutral', 'negative', 'unclear'];

const sample = signal<SampledMention[]>([]);
/** The place of the mention that is shown; after the last one all are labelled; null: nothing is. */
export const shownAt = signal<number | null>(null);

export const sampleSize = computed(() => sample.value.length);
export const labelledCount = computed(() => sample.value.filter(({ sentiment }) => sentiment).length);
export const shownSample = computed(() => sample.value[shownAt.value ?? -1] ?? null);

const isOpen = ({ sentiment }: SampledMention): boolean => sentiment === null;

/** The first mention without an answer from `from` on, then from the start; the end if there is none. */
function nextOpen(from: number): number {
  const after = sample.value.findIndex((mention, at) => at >= from && isOpen(mention));
  if (after >= 0) return after;
  const first = sample.value.findIndex(isOpen);
  return first >= 0 ? first : sample.value.length;
}

/** Draws the sample and shows the first mention that has no answer yet. */
export async function startAudit(): Promise<void> {
  const running = session();
  if (!running || shownAt.value !== null) return;
  audit.value ??= noLabels;
  try {
    await applySettings();
    const drawn = await running.engine.sample(running.signal);
    batch(() => {
      sample.value = drawn;
      const open = nextOpen(0);
      shownAt.value = open < drawn.length ? open : 0;
    });
  } catch (cause) {
    giveUpOn(cause);
  }
}

const isOf =
  ({ file, name, row, part }: SampledMention) =>
  (label: AuditLabel): boolean =>
    (label.file === file || label.file === name) && label.row === row && (label.part ?? 1) === part;

/** Takes the answer for the mention that is shown and goes to the next one that has none. */
export function answer(sentiment: Verdict): void {
  const at = shownAt.value;
  const mention = shownSample.value;
  if (at === null || !mention || !audit.value) return;
  const { file, row, part } = mention;
  const others = audit.value.labels.filter((label) => !isOf(mention)(label));
  const label = { file, row, ...(part > 1 && { part }), sentiment };
  audit.value = { ...audit.value, labels: [...others, label] };
  batch(() => {
    sample.value = sample.value.with(at, { ...mention, sentiment });
    // Who looks through answered ones goes on to the one after.
    const isLast = at + 1 === sample.value.length;
    shownAt.value = isOpen(mention) || isLast ? nextOpen(at + 1) : at + 1;
  });
}

export function step(by: number): void {
  const next = (shownAt.value ?? 0) + by;
  if (next >= 0 && next < sample.value.length) shownAt.value = next;
}

/** Puts the sample away; the figures follow the answers. */
export function stopAudit(): void {
  if (shownAt.value === null) return;
  shownAt.value = null;
  sample.value = [];
  void applySettings();
}
