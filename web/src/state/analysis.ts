// One analysis from the first file to "Start over": its inputs, settings, filter and figures.
import { batch, computed, signal } from '@preact/signals';
import { fetchAssets, type Assets } from '../engine/assets';
import { Engine, EngineError, isAbort } from '../engine/client';
import { topics } from '../engine/documents';
import type {
  AuditSettings,
  Brand,
  BrandList,
  Counts,
  CoreError,
  Corrections,
  Filter,
  Inspection,
  LabelChange,
  OwnTopic,
  Report,
  Settings,
  Suggestion,
  Topic,
} from '../engine/documents';
import { language, t } from '../i18n/text';
import { forgetDecisions, inputSettings, load as loadInputs, savedInputs, type Source } from './corrections';
import { notices, notify, notifyError, say } from './messages';
import { isThrough } from './recognised';
import { filterKeys, isEmptyFilter, sameCondition, sameFilter } from './slices';
import { giveTones } from './tones';

export type Readiness =
  { state: 'loading' } | { state: 'ready'; assets: Assets } | { state: 'failed'; message: string };

export interface Reading {
  /** The input in hand; null while the engine gets ready. */
  name: string | null;
  bytes: number;
  total: number;
  mentions: number;
  stopping: boolean;
}

/** Why the session is lost: only "Start over" helps. The figures drawn last stay. */
export type Breakdown = 'memory' | 'crash' | 'stuck';

/** An input as it was last recognised. */
export interface KnownInput extends Inspection {
  /** It was to be read again, which was stopped before: nothing of it is in the figures. */
  waiting?: true;
}

const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

export const readiness = signal<Readiness>({ state: 'loading' });
export const reading = signal<Reading | null>(null);
export const counts = signal<Counts | null>(null);
export const report = signal<Report | null>(null);
export const brandList = signal<BrandList | null>(null);
export const inputs = signal<KnownInput[]>([]);
export const suggestions = signal<Suggestion[]>([]);
export const filter = signal<Filter>({});
/** Whether the figures are of the filtered mentions only. */
export const following = signal(false);
export const selectionSize = signal(0);
/** Rises whenever the rows of the selection may have changed. */
export const selectionVersion = signal(0);
export const timeZone = signal(browserZone);
/** The person's brands; null leaves them to the data. */
export const ownBrands = signal<Brand[] | null>(null);
/** The person's corrections of labels, as the settings file has them. */
export const noCorrections: Corrections = { phrases: [], features: 0, weights: {}, mentions: {} };
export const corrections = signal<Corrections>(noCorrections);
/** What was in force before each step, the latest last. */
export const earlierCorrections = signal<Corrections[]>([]);
/** The person's own topics, and the teams of other topics where they are not the usual ones. */
export const ownTopics = signal<OwnTopic[]>([]);
export const teams = signal<NonNullable<Settings['teams']>>({});
/** What the settings say beyond brands and labels. */
type FurtherSettings = Pick<Settings, 'annotations' | 'goals' | 'counting' | 'unit'>;
export const further = signal<FurtherSettings>({});
/** The audit that the person began, with the labels so far. */
export const audit = signal<AuditSettings | null>(null);
/** Why the filter selects nothing new; a search may be so until its last word is typed. */
export const filterError = signal<CoreError | null>(null);
export const settingsError = signal<CoreError | null>(null);
export const updating = signal(false);
export const breakdown = signal<Breakdown | null>(null);
/** Files that were handed over, but not opened because reading was stopped. */
export const unread = signal(0);
export const started = computed(
  () => reading.value !== null || report.value !== null || breakdown.value !== null,
);

const editDelay = 500;
const againDelay = 300;
/** Milliseconds between two snapshots, and how many times as long as the last one took. */
const leastInterval = 350;
const snapshotPatience = 25;
/** A cancel that takes longer ends the worker. */
const patience = 4000;

let engine: Engine | null = null;
let life = new AbortController();
let run: AbortController | null = null;
/** All that was handed over since the start, to be read again when it is to be read otherwise. */
let sources: Source[] = [];
let queue: Source[] = [];
let queuedBytes = 0;
/** Those that were not read to their end: not opened yet, or cut off. */
const unfinished = new Map<Source, 'waiting' | 'cut'>();
let pastes = 0;
/** What was recognised before, shown for inputs that are being read again until they are through. */
let earlier: KnownInput[] = [];

// ---- getting ready -----------------------------------------------------------------------------

let assetsPromise: Promise<Assets> | null = null;

export function getReady(): Promise<Assets> {
  assetsPromise ??= fetchAssets(new AbortController().signal).then(
    (assets) => {
      readiness.value = { state: 'ready', assets };
      return assets;
    },
    (cause: unknown) => {
      assetsPromise = null;
      readiness.value = { state: 'failed', message: cause instanceof Error ? cause.message : String(cause) };
      throw cause;
    },
  );
  if (readiness.value.state === 'failed') readiness.value = { state: 'loading' };
  return assetsPromise;
}

// ---- reading -----------------------------------------------------------------------------------

/** Inputs are told apart by their names: a second "a.csv" becomes "a (2).csv". */
function freeName(name: string): string {
  const [, stem, ending] = /^(.+?)((?:\.\w{1,8}(?:\.gz)?)?)$/is.exec(name) ?? ['', name, ''];
  let free = name;
  for (let n = 2; sources.some((source) => source.name === free); n += 1) free = `${stem} (${n})${ending}`;
  return free;
}

export function addFiles(files: Iterable<File>): void {
  const added = [...files];
  if (added.length === 0 || breakdown.value) return;
  for (const file of added) {
    const source = { name: freeName(file.name), file };
    sources.push(source);
    queue.push(source);
    unfinished.set(source, 'waiting');
    queuedBytes += file.size;
  }
  if (run) reading.value = reading.value && { ...reading.value, total: queuedBytes };
  else void drain();
}

/** Reads everything again from its start, in a new worker; brands, filter and figures stay. */
export function readAgain(): void {
  if (breakdown.value || sources.length === 0) return;
  earlier = inputs.value.map(({ waiting: _, ...input }) => input);
  batch(() => {
    end();
    queue = [...sources];
    for (const source of sources) unfinished.set(source, 'waiting');
    counts.value = null;
    queuedBytes = queue.reduce((sum, { file }) => sum + file.size, 0);
    void drain();
  });
}

/** The same after a decision; those that follow at once share one reading. */
export function readAgainSoon(): void {
  clearTimeout(againTimer);
  againTimer = window.setTimeout(readAgain, againDelay);
}

export function addPaste(text: string): void {
  if (text.trim() === '') return;
  pastes += 1;
  addFiles([new File([text], t('paste.name', { n: pastes }), { type: 'text/plain' })]);
}

export async function trySample(): Promise<void> {
  const { sample } = await getReady();
  if (sample) addFiles([new File([sample], 'sample.csv', { type: 'text/csv' })]);
}

/** Stops reading. What was read stays; inputs that wait can be read later. */
export function cancel(): void {
  const stopped = run;
  if (!stopped || stopped.signal.aborted) return;
  if (reading.value) reading.value = { ...reading.value, stopping: true };
  stopped.abort();
  setTimeout(() => {
    if (run === stopped) lose('stuck');
  }, patience);
}

/** Throws everything away, the worker and its memory included. */
export function startOver(): void {
  end();
  sources = [];
  unfinished.clear();
  earlier = [];
  forgetDecisions();
  batch(() => {
    report.value = null;
    brandList.value = null;
    suggestions.value = [];
    inputs.value = [];
    counts.value = null;
    filter.value = {};
    following.value = false;
    selectionSize.value = 0;
    selectionVersion.value += 1;
    ownBrands.value = null;
    corrections.value = noCorrections;
    earlierCorrections.value = [];
    ownTopics.value = [];
    teams.value = {};
    further.value = {};
    timeZone.value = browserZone;
    audit.value = null;
    settingsError.value = null;
    breakdown.value = null;
    notices.value = [];
    giveTones([]);
  });
  say(t('status.cleared'));
}

function end(): void {
  life.abort();
  engine?.end();
  engine = null;
  run = null;
  life = new AbortController();
  queue = [];
  queuedBytes = 0;
  clearTimeout(editTimer);
  clearTimeout(againTimer);
  refreshing = null;
  batch(() => {
    reading.value = null;
    unread.value = 0;
    updating.value = false;
  });
}

function lose(reason: Breakdown): void {
  end();
  breakdown.value = reason;
}

/** Takes what no caller can do anything about: a lost session, or a refusal of the core. */
export function giveUpOn(cause: unknown): void {
  if (isAbort(cause)) return;
  if (cause instanceof EngineError && !cause.fatal) {
    if (cause.error?.code === 'badFilter') filterError.value = cause.error;
    else if (cause.error) notifyError(cause.error);
    return;
  }
  console.warn(cause);
  lose(cause instanceof EngineError && cause.reason === 'memory' ? 'memory' : 'crash');
}

async function drain(): Promise<void> {
  const mine = new AbortController();
  run = mine;
  const { signal } = life;
  reading.value = {
    name: null,
    bytes: 0,
    total: queuedBytes,
    mentions: counts.value?.mentions ?? 0,
    stopping: false,
  };
  say(t('status.reading'));
  let before = 0;
  const snapshots = new Snapshots();
  try {
    let assets: Assets;
    try {
      assets = await getReady();
    } catch {
      if (run === mine) {
        end();
        sources = [];
        unfinished.clear();
      }
      return;
    }
    // Figures that stand there are to be those of what is read, be it nothing.
    if (!engine && !signal.aborted && (report.value || !mine.signal.aborted)) {
      engine = await Engine.start(signal, assets);
      await sendSettings(signal);
    }
    while (engine && queue.length > 0 && !mine.signal.aborted && !signal.aborted) {
      const source = queue.shift() as Source;
      const { name, file } = source;
      await sendSettings(signal, source);
      if (mine.signal.aborted) break;
      try {
        const { cancelled } = await engine.read(mine.signal, name, file, (progress) => {
          if (signal.aborted) return;
          batch(() => {
            counts.value = progress.counts;
            reading.value = {
              name,
              bytes: before + progress.bytes,
              total: queuedBytes,
              mentions: progress.counts.mentions,
              stopping: mine.signal.aborted,
            };
          });
          say(t('status.soFar', { n: progress.counts.mentions }), true);
          snapshots.consider();
        });
        if (cancelled) unfinished.set(source, 'cut');
        else unfinished.delete(source);
      } catch (cause) {
        if (!(cause instanceof EngineError && cause.reason === 'file')) throw cause;
        notify('error.fileUnreadable', { name });
        sources = sources.filter((other) => other !== source);
        unfinished.delete(source);
      }
      before += file.size;
    }
  } catch (cause) {
    if (!signal.aborted) giveUpOn(cause);
  } finally {
    if (run === mine) {
      run = null;
      queue = [];
      queuedBytes = 0;
      reading.value = null;
      unread.value = [...unfinished.values()].filter((how) => how === 'waiting').length;
      earlier = earlier.filter(isUnfinished).map((input) => ({ ...input, waiting: true }));
      if (engine) await refresh();
      say(t(mine.signal.aborted ? 'status.stopped' : 'status.done', { n: counts.value?.mentions ?? 0 }));
    }
  }
}

/** Whether an input, a file or what an archive holds, belongs to a file that was not read to its end. */
function isUnfinished({ name }: Inspection): boolean {
  return [...unfinished.keys()].some((source) => name === source.name || name.startsWith(`${source.name}/`));
}

/** Draws figures while the rest still streams: at once, then as often as they hold reading up little. */
class Snapshots {
  #next = 0;

  consider(): void {
    const now = performance.now();
    if (now < this.#next || refreshing) return;
    this.#next = Infinity;
    void refresh().then(() => {
      const done = performance.now();
      this.#next = done + Math.max(leastInterval, snapshotPatience * (done - now));
    });
  }
}

// ---- figures -----------------------------------------------------------------------------------

let refreshing: Promise<void> | null = null;
let stale = false;

/** Asks for all figures anew. Calls that come while one is under way share one further round. */
export function refresh(): Promise<void> {
  stale = true;
  refreshing ??= (async () => {
    const { signal } = life;
    try {
      while (stale && engine && !signal.aborted) {
        stale = false;
        await refreshOnce(engine, signal);
      }
    } catch (cause) {
      if (!signal.aborted) giveUpOn(cause);
    } finally {
      if (!signal.aborted) {
        refreshing = null;
        updating.value = false;
      }
    }
  })();
  return refreshing;
}

async function refreshOnce(core: Engine, signal: AbortSignal): Promise<void> {
  const asked = filter.value;
  // Asked for all at once, so that they are served in one gap between two batches.
  const [next, brands, inspected, size] = await Promise.all([
    core.overview(signal, following.value ? asked : {}),
    core.brands(signal),
    core.inspect(signal),
    core.select(signal, asked),
  ]);
  batch(() => {
    giveTones(next.brands.map(({ name }) => name));
    report.value = next;
    brandList.value = brands;
    inputs.value = throughOrEarlier(inspected);
    if (asked === filter.value) selectionSize.value = size;
    selectionVersion.value += 1;
  });
  const { topic, team, ...others } = filter.value;
  const gone = (name: string | undefined, there: readonly { name: string }[]) =>
    name !== undefined && !there.some((known) => known.name === name);
  if (gone(topic, next.topics) || gone(team, next.teams)) {
    setFilter({
      ...others,
      ...(topic !== undefined && !gone(topic, next.topics) && { topic }),
      ...(team !== undefined && !gone(team, next.teams) && { team }),
    });
  }
  const { brand, ...rest } = filter.value;
  // While inputs are read again, and if that was stopped, a brand may not have come up yet.
  if (!reading.value && earlier.length === 0 && brand !== undefined && !brands.brands.some(({ name }) => name === brand)) setFilter(rest);
  if (!reading.value) suggestions.value = await core.suggestions(signal);
}

function throughOrEarlier(now: Inspection[]): KnownInput[] {
  if (earlier.length === 0) return now;
  // One that was cut off before its first bytes tells less than what is known of it.
  const told = (input: Inspection) => isThrough(input) && (!input.cancelled || input.columns.length > 0);
  const known = new Map(now.filter(told).map((input) => [input.name, input]));
  const kept = earlier.map((input) => known.get(input.name) ?? input);
  const names = new Set(earlier.map(({ name }) => name));
  return [...kept, ...now.filter(({ name }) => !names.has(name))];
}

// ---- filter ------------------------------------------------------------------------------------

export function setFilter(next: Filter): void {
  const kept: Filter = {};
  for (const key of filterKeys) {
    const value = next[key];
    if (value !== undefined && (value !== '' || key === 'platform' || key === 'country')) Object.assign(kept, { [key]: value });
  }
  if (!engine || sameFilter(kept, filter.value)) return;
  filter.value = kept;
  filterError.value = null;
  if (following.value) {
    updating.value = true;
    void refresh();
  } else {
    void reselect();
  }
}

async function reselect(): Promise<void> {
  const { signal } = life;
  const asked = filter.value;
  try {
    const size = await engine?.select(signal, asked);
    if (size === undefined || asked !== filter.value) return;
    batch(() => {
      selectionSize.value = size;
      selectionVersion.value += 1;
    });
    say(t('table.count', { n: size }));
  } catch (cause) {
    if (!signal.aborted) giveUpOn(cause);
  }
}

/**
 * A click on a figure: the table shows just the mentions that were counted. While the figures follow
 * the filter, the click narrows it; a second click on the same figure takes it back.
 */
export function pick(part: Filter): void {
  if (isPicked(part)) {
    const rest = { ...filter.value };
    for (const key of filterKeys) if (part[key] !== undefined) delete rest[key];
    setFilter(following.value ? rest : {});
  } else {
    setFilter(following.value ? { ...filter.value, ...part } : part);
  }
}

/**
 * A span of time that is dragged across a chart, on top of the other conditions. The table follows the hand; the
 * figures do when it lets go, for the chart would shrink under it.
 */
export function pickPeriod(from: string, to: string, done: boolean): void {
  if (done || !following.value) setFilter({ ...filter.value, from, to });
}

export function isPicked(part: Filter): boolean {
  if (!following.value) return !isEmptyFilter(part) && sameFilter(part, filter.value);
  return filterKeys.every((key) => part[key] === undefined || sameCondition(part[key], filter.value[key]));
}

export function setFollowing(next: boolean): void {
  following.value = next;
  updating.value = true;
  void refresh();
}

// ---- settings ----------------------------------------------------------------------------------

let editTimer = 0;
let againTimer = 0;

/** What is said of inputs is for the one that is opened next, if any. */
const currentSettings = (source: Source | null): Settings => ({
  brands: (ownBrands.value ?? []).filter((brand) => brand.name.trim() !== ''),
  timeZone: timeZone.value,
  language: language.value,
  inputs: inputSettings(source),
  ...further.value,
  ...savedTopics(),
  ...savedCorrections(),
  ...(audit.value && { audit: audit.value }),
});

const isEmpty = (values: object): boolean => Object.keys(values).length === 0;

/** Topics that have a name by now. */
export const namedTopics = (): OwnTopic[] => ownTopics.value.filter(({ name }) => name.trim() !== '');

function savedTopics(): Pick<Settings, 'topics' | 'teams'> {
  const own = namedTopics();
  return { ...(own.length > 0 && { topics: own }), ...(!isEmpty(teams.value) && { teams: teams.value }) };
}

/** Without the topics that are gone: the core takes those that it knows. */
export function withKnownTopics(all: Corrections): Corrections {
  const known = new Set<string>([...topics, ...namedTopics().map(({ name }) => name)]);
  const kept = <C extends Pick<LabelChange, 'topics'>>(change: C): C =>
    change.topics && Object.keys(change.topics).some((name) => !known.has(name))
      ? { ...change, topics: Object.fromEntries(Object.entries(change.topics).filter(([name]) => known.has(name))) }
      : change;
  return {
    ...all,
    phrases: all.phrases.map(kept),
    mentions: Object.fromEntries(Object.entries(all.mentions).map(([key, change]) => [key, kept(change)])),
  };
}

/** The version of the features goes with weights alone. */
function savedCorrections(): { corrections?: Corrections } {
  const { phrases, weights, mentions } = corrections.value;
  const none = phrases.length === 0 && isEmpty(weights) && isEmpty(mentions);
  return none ? {} : { corrections: withKnownTopics(corrections.value) };
}

async function sendSettings(signal: AbortSignal, source: Source | null = null): Promise<void> {
  if (!engine) return;
  let error = await engine.settings(signal, JSON.stringify(currentSettings(source)));
  if (error?.code === 'unknownTimeZone') {
    notifyError(error);
    timeZone.value = 'UTC';
    error = await engine.settings(signal, JSON.stringify(currentSettings(source)));
  }
  settingsError.value = error;
}

export async function applySettings(): Promise<void> {
  const { signal } = life;
  if (!engine) {
    updating.value = false;
    return;
  }
  try {
    await sendSettings(signal);
    await refresh();
  } catch (cause) {
    if (!signal.aborted) giveUpOn(cause);
  }
}

function applySoon(delay: number): void {
  clearTimeout(editTimer);
  updating.value = true;
  editTimer = window.setTimeout(() => void applySettings(), delay);
}

/** Puts the person's brands in force; null, or none, leaves them to the data. */
export function setBrands(brands: Brand[] | null, delay = editDelay): void {
  ownBrands.value = brands && brands.length > 0 ? brands : null;
  applySoon(delay);
}

/** Puts the person's topics in force; corrections follow the one that gets another name. */
export function setTopics(next: OwnTopic[], renamed?: { from: string; to: string }): void {
  if (renamed && renamed.from !== '' && renamed.to !== '') {
    const { from, to } = renamed;
    const rename = <C extends Pick<LabelChange, 'topics'>>(change: C): C =>
      change.topics && Object.hasOwn(change.topics, from)
        ? {
            ...change,
            topics: Object.fromEntries(
              Object.entries(change.topics).map(([name, holds]) => [name === from ? to : name, holds]),
            ),
          }
        : change;
    const { phrases, mentions, ...rest } = corrections.value;
    corrections.value = {
      ...rest,
      phrases: phrases.map(rename),
      mentions: Object.fromEntries(Object.entries(mentions).map(([key, change]) => [key, rename(change)])),
    };
  }
  ownTopics.value = next;
  applySoon(editDelay);
}

/** Dates that are marked, and goals. */
export function setFurther(change: FurtherSettings): void {
  further.value = { ...further.value, ...change };
  applySoon(0);
}

/** Who takes care of a topic that Earshot knows. */
export function setTeam(topic: Topic, team: string): void {
  teams.value = { ...teams.value, [topic]: team };
  applySoon(editDelay);
}

/** Puts corrections of labels in force, and has all figures follow. */
export async function setCorrections(next: Corrections): Promise<void> {
  corrections.value = next;
  updating.value = true;
  await applySettings();
}

/** An audit before its first label. */
export const noLabels: AuditSettings = { seed: 1, size: 100, stratified: false, labels: [] };

export function setAudit(next: AuditSettings): void {
  audit.value = next;
  applySoon(0);
}

export function setTimeZone(zone: string): void {
  timeZone.value = zone;
  applySoon(0);
}

/** The settings in force as a file: brands that came from the data are written out too. */
export function settingsText(): string {
  const brands = (brandList.value?.brands ?? []).map(({ mentions: _, ...brand }) => brand);
  const settings: Settings = {
    brands: ownBrands.value ?? brands,
    timeZone: timeZone.value,
    language: language.value,
    inputs: savedInputs(inputs.value),
    ...further.value,
    ...savedTopics(),
    ...savedCorrections(),
    ...(audit.value && { audit: audit.value }),
  };
  return `${JSON.stringify(settings, null, 2)}\n`;
}

/** Reads a settings file. The core judges it; only then does the page take it over. */
export async function loadSettings(file: File): Promise<void> {
  const { signal } = life;
  if (!engine) return;
  try {
    const text = await file.text();
    const error = await engine.settings(signal, text);
    if (error) {
      notifyError({ ...error, file: file.name });
      return;
    }
    const read = JSON.parse(text) as Partial<Settings>;
    const { brands, source } = await engine.brands(signal);
    ownBrands.value = source === 'settings' ? brands.map(({ mentions: _, ...brand }) => brand) : null;
    timeZone.value = typeof read.timeZone === 'string' ? read.timeZone : 'UTC';
    ownTopics.value = (read.topics ?? []).map(({ name, words, team }) => ({
      name,
      words: words ?? [],
      team: team ?? '',
    }));
    teams.value = read.teams ?? {};
    const { annotations, goals, counting, unit } = read;
    further.value = {
      ...(annotations && { annotations }),
      ...(goals && { goals }),
      ...(counting && { counting }),
      ...(unit && { unit }),
    };
    corrections.value = { ...noCorrections, ...read.corrections };
    earlierCorrections.value = [];
    audit.value = read.audit ? { ...noLabels, ...read.audit } : null;
    settingsError.value = null;
    say(t('status.settingsLoaded'));
    if (loadInputs(read.inputs)) {
      readAgain();
    } else {
      updating.value = true;
      await refresh();
    }
  } catch (cause) {
    if (!signal.aborted) giveUpOn(cause);
  }
}

// ---- for the table and the downloads -----------------------------------------------------------

/** The running session and the signal that ends with it. */
export const session = (): { engine: Engine; signal: AbortSignal } | null =>
  engine && { engine, signal: life.signal };
