// What the page and its worker say to each other: one table of calls, and the two unions made from it.
import type {
  BrandList,
  BrandPreview,
  CoreError,
  CorrectionTrial,
  Counts,
  Explanation,
  Inspection,
  Lessons,
  SampledMention,
  Suggestion,
} from './documents';

export type MentionFormat = 'csv' | 'json';

/** Every call: what it takes, what it reports on the way (`never` if nothing), and what it gives. */
export interface Calls {
  /** Makes the session. Once per worker, before anything else. */
  start: {
    takes: {
      module: WebAssembly.Module;
      model: ArrayBuffer;
      encodings: ArrayBuffer;
      words: ArrayBuffer;
      unicode: ArrayBuffer;
      zones: ArrayBuffer;
    };
    tells: never;
    gives: null;
  };
  /** Reads one input to its end, or to a cancel. Other calls are served between its batches. */
  read: { takes: { name: string; file: File }; tells: ReadProgress; gives: ReadOutcome };
  settings: { takes: { json: string }; tells: never; gives: CoreError | null };
  /** What is drawn of the report: all but its sections. */
  overview: { takes: { filter: string }; tells: never; gives: string };
  /** Sections of the report by name (with commas between), as one JSON object; `against` is a second filter, or "". */
  sections: { takes: { names: string; filter: string; against: string }; tells: never; gives: string };
  /** The whole report as the core printed it: its bytes are what a download must hold. */
  report: { takes: { filter: string; against: string }; tells: never; gives: string };
  reportCsv: { takes: { filter: string }; tells: never; gives: string };
  brands: { takes: object; tells: never; gives: BrandList };
  suggestions: { takes: object; tells: never; gives: { brands: Suggestion[] } };
  /** What the brands of these settings would find; `only` is the brand's place among them. */
  preview: { takes: { json: string; only: number; count: number }; tells: never; gives: BrandPreview };
  inspect: { takes: object; tells: never; gives: Inspection[] };
  /** The mentions of the settings' audit, in the order in which they are shown. */
  sample: { takes: object; tells: never; gives: SampledMention[] };
  /** Makes the selection anew, even for the filter in force. Gives the number of its mentions. */
  select: { takes: { filter: string }; tells: never; gives: number };
  /** A window of the selection, as a JSON array. */
  rows: { takes: { filter: string; from: number; count: number }; tells: never; gives: string };
  /** The keys of a window's texts. */
  textKeys: { takes: { filter: string; from: number; count: number }; tells: never; gives: string[] };
  /** What the corrections of these settings would change. */
  tryCorrections: { takes: { json: string }; tells: never; gives: CorrectionTrial };
  lessons: { takes: object; tells: never; gives: Lessons };
  /** Why the mention at a position of the selection has its labels; null if there is none. */
  explain: { takes: { filter: string; at: number }; tells: never; gives: Explanation | null };
  mentions: { takes: { filter: string; format: MentionFormat }; tells: ExportProgress; gives: Blob };
  rejected: { takes: object; tells: ExportProgress; gives: Blob };
}

export type Call = keyof Calls;

export interface ReadProgress {
  /** Bytes of this input so far; of an archive the share of them that is unpacked and read. */
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
