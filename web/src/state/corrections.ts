// The person's word on how inputs are read: decisions for the inputs at hand, those of a settings file,
// and those kept in this browser, when asked to, for files with the same columns.
import { computed, signal } from '@preact/signals';
import type { Inspection, InputSettings } from '../engine/documents';
import { notify } from './messages';

/** What can be decided of an input. What is not decided is recognised. */
export type Decisions = Omit<InputSettings, 'file' | 'header' | 'written'>;

/** A file that was handed to the page, under the name by which the core knows it. */
export interface Source {
  name: string;
  file: File;
}

export type Origin = 'person' | 'kept' | 'settings';

type Recognised = Pick<Inspection, 'name' | 'header' | 'columns' | 'applied'>;

/** By the name of the input. No decisions: as recognised, whatever the core applied before. */
const decided = signal<ReadonlyMap<string, Decisions>>(new Map());
const fromSettings = signal<InputSettings[]>([]);
/** Kept decisions that are not to be used for the inputs at hand, by their columns. */
const unused = signal<ReadonlySet<string>>(new Set());

const keyOf = (header: readonly string[] | undefined): string => JSON.stringify(header ?? []);

function decisionsIn({ file: _, header: __, written: ___, ...decisions }: InputSettings): Decisions {
  return decisions;
}

export const isDecided = (decisions: Decisions): boolean => Object.keys(decisions).length > 0;

const sameDecisions = (a: Decisions, b: Decisions): boolean => {
  const text = (decisions: Decisions) =>
    JSON.stringify(Object.entries(decisions).sort(([one], [other]) => (one < other ? -1 : 1)));
  return text(a) === text(b);
};

// ---- what is kept ------------------------------------------------------------------------------

const shelf = 'earshot.inputs';
const shelfLimit = 100;

function readKept(): InputSettings[] {
  try {
    const entries: unknown = JSON.parse(localStorage.getItem(shelf) ?? '[]');
    return Array.isArray(entries) ? entries.filter(({ header }) => Array.isArray(header)) : [];
  } catch {
    return [];
  }
}

const kept = signal<InputSettings[]>(readKept());
const keptFor = (header: string[]) => kept.value.find((entry) => keyOf(entry.header) === keyOf(header));

function store(header: string[], decisions: Decisions | null): void {
  unused.value = new Set([...unused.value].filter((key) => key !== keyOf(header)));
  const others = kept.value.filter((entry) => keyOf(entry.header) !== keyOf(header));
  const next = decisions ? [{ header, ...decisions }, ...others].slice(0, shelfLimit) : others;
  try {
    if (next.length > 0) localStorage.setItem(shelf, JSON.stringify(next));
    else localStorage.removeItem(shelf);
    kept.value = next;
  } catch {
    notify('error.notKept');
  }
}

/** Whether the decisions in force for an input are those that are kept for its columns. */
export function isKept(input: Recognised): boolean {
  const entry = keptFor(input.header);
  return entry !== undefined && sameDecisions(decisionsIn(entry), decisionsOf(input));
}

/** Keeps the decisions in force for files with the same columns, or forgets what is kept for them. */
export function keep(input: Recognised, wanted: boolean): void {
  store(input.header, wanted ? decisionsOf(input) : null);
}

// ---- what is in force --------------------------------------------------------------------------

export function decisionsOf(input: Recognised): Decisions {
  return decided.value.get(input.name) ?? (input.applied ? decisionsIn(input.applied) : {});
}

/** Whose decisions an input is read by; null if it is read as recognised. */
export function originOf(input: Recognised): Origin | null {
  if (!isDecided(decisionsOf(input))) return null;
  if (decided.value.has(input.name)) return 'person';
  return keptFor(input.header) ? 'kept' : 'settings';
}

/** Decides how inputs are read from now on; what is kept for their columns follows. */
export function decide(inputs: readonly Recognised[], next: Decisions): void {
  for (const input of inputs) {
    if (isKept(input)) store(input.header, isDecided(next) ? next : null);
  }
  if (!isDecided(next)) passOver(inputs);
  else record(inputs, next);
}

function record(inputs: readonly Recognised[], next: Decisions): void {
  const all = new Map(decided.value);
  for (const { name } of inputs) all.set(name, next);
  decided.value = all;
}

/** Reads inputs as recognised from now on, whatever was decided. What is kept stays for the next visit. */
export function passOver(inputs: readonly Recognised[]): void {
  const names = new Set(inputs.map(({ name }) => name));
  record(inputs, {});
  fromSettings.value = fromSettings.value.filter(({ file }) => file === undefined || !names.has(file));
  unused.value = new Set([...unused.value, ...inputs.map(({ header }) => keyOf(header))]);
}

/** Takes over the inputs of a settings file; true if that may change how something is read. */
export function load(entries: unknown): boolean {
  const before = fromSettings.value.length + decided.value.size;
  fromSettings.value = Array.isArray(entries) ? (entries as InputSettings[]) : [];
  decided.value = new Map();
  unused.value = new Set();
  return before + fromSettings.value.length > 0;
}

export function forgetDecisions(): void {
  load([]);
}

const byColumns = computed(() =>
  [...fromSettings.value, ...kept.value].filter(
    ({ file, header }) => file !== undefined || !unused.value.has(keyOf(header)),
  ),
);

const two = (value: number): string => String(value).padStart(2, '0');

function localTime(ms: number): string {
  const at = new Date(ms);
  const date = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** What the core is told before it opens a file: the word on it or its parts comes before that on columns. */
export function inputSettings(source: Source | null): InputSettings[] {
  if (source === null) return [];
  const { name, file } = source;
  const own: InputSettings[] = [{ file: name, ...decided.value.get(name), written: localTime(file.lastModified) }];
  for (const [part, decisions] of decided.value) {
    if (part.startsWith(`${name}/`) && isDecided(decisions)) own.push({ file: part, ...decisions });
  }
  return [...own, ...byColumns.value];
}

/** The decisions in force as a settings file holds them: by columns, without the names of files. */
export function savedInputs(inputs: readonly Recognised[]): InputSettings[] {
  const saved = new Map<string, InputSettings>();
  for (const input of inputs) {
    const decisions = decisionsOf(input);
    if (!isDecided(decisions)) continue;
    if (input.header.length > 0) saved.set(keyOf(input.header), { header: input.header, ...decisions });
    else saved.set(input.name, { file: input.name, ...decisions });
  }
  return [...saved.values()];
}

// ---- columns -----------------------------------------------------------------------------------

/** Fields that several columns fill together; any other has one column. */
const shared = new Set(['tags', 'answers']);

/** The field that a column fills, by the decisions in force; null: none. */
export function fieldOf(input: Recognised, column: number): string | null {
  const { header, field } = input.columns[column] ?? { header: '', field: null };
  const columns = decisionsOf(input).columns ?? {};
  for (const [name, headers] of Object.entries(columns)) if (headers.includes(header)) return name;
  return field !== null && Object.hasOwn(columns, field) ? null : field;
}

/** The decisions by which a column fills another field, or none. */
export function withField(input: Recognised, column: number, field: string | null): Decisions {
  const decisions = decisionsOf(input);
  const { header } = input.columns[column] ?? { header: '' };
  const filling = (name: string) =>
    input.columns.filter((_, at) => fieldOf(input, at) === name).map((other) => other.header);
  const columns = { ...decisions.columns };
  const before = fieldOf(input, column);
  if (before !== null) columns[before] = filling(before).filter((other) => other !== header);
  if (field !== null) columns[field] = [...(shared.has(field) ? filling(field) : []), header];
  return { ...decisions, columns };
}
