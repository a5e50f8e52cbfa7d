// What the page and its worker say to each other: one table of calls, and the two unions made from it.
import type { BrandList, CoreError, Counts, Inspection, Suggestion } from './documents';

export type MentionFormat = 'csv' | 'json';

/** Every call: what it takes, what it reports on the way (`never` if nothing), and what it gives. */
export interface Calls {
  /** Makes the session. Once per worker, before anything else. */
  start: {
    takes: { module: WebAssembly.Module; model: ArrayBuffer; encodings: ArrayBuffer };
    tells: never;
    gives: null;
  };
  /** Reads one input to its end, or to a cancel. Other calls are served between its batches. */
  read: { takes: { name: string; file: File }; tells: ReadProgress; gives: ReadOutcome };
  settings: { takes: { json: string }; tells: never; gives: CoreError | null };
  /** The report as the core printed it: its bytes are what a download must hold. */
  report: { takes: { filter: string }; tells: never; gives: string };
  reportCsv: { takes: { filter: string }; tells: never; gives: string };
  brands: { takes: object; tells: never; gives: BrandList };
  suggestions: { takes: object; tells: never; gives: { brands: Suggestion[] } };
  inspect: { takes: object; tells: never; gives: Inspection[] };
  /** Makes the selection anew, even for the filter in force. Gives the number of its mentions. */
  select: { takes: { filter: string }; tells: never; gives: number };
  /** A window of the selection, as a JSON array. */
  rows: { takes: { filter: string; from: number; count: number }; tells: never; gives: string };
  mentions: { takes: { filter: string; format: MentionFormat }; tells: ExportProgress; gives: Blob };
  rejected: { takes: object; tells: ExportProgress; gives: Blob };
}

export type Call = keyof Calls;

export interface ReadProgress {
  /** Bytes of this input so far. */
  bytes: number;
  /** Totals over all inputs. */
  counts: Counts;
}

export interface ReadOutcome {
  cancelled: boolean;
  /** Why this input could not be used; what other inputs gave stays. */
  error: CoreError | null;
}

export interface ExportProgress {
  done: number;
  of: number;
}

/** An error of the worker, flat enough to be cloned. `fatal`: the session is lost, only a new worker helps. */
export interface Failure {
  reason: 'memory' | 'crash' | 'refused' | 'aborted' | 'file';
  fatal: boolean;
  name: string;
  message: string;
  stack: string;
  error: CoreError | null;
}

export type Request =
  { [K in Call]: { kind: K; id: number } & Calls[K]['takes'] }[Call] | { kind: 'cancel'; id: number };

export type Response =
  | { [K in Call]: { kind: 'progress'; call: K; id: number; progress: Calls[K]['tells'] } }[Call]
  | { [K in Call]: { kind: 'done'; call: K; id: number; value: Calls[K]['gives'] } }[Call]
  | { kind: 'failed'; id: number; failure: Failure };
