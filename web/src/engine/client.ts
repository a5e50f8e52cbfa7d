// The page's side of the worker: typed calls with an AbortSignal first, progress, and errors that keep their cause.
import type {
  Answers,
  BrandList,
  BrandPreview,
  CoreError,
  Corrections,
  CorrectionTrial,
  Explanation,
  Filter,
  Inspection,
  Lessons,
  Mention,
  Report,
  OwnTopic,
  SampledMention,
  Suggestion,
} from './documents';
import type { Assets } from './assets';
import type { Call, Calls, Failure, MentionFormat, Request, Response } from './messages';
import EngineWorker from './worker?worker&inline';

/** What went wrong in the worker. `cause` is the worker's own error; the stack here is the caller's. */
export class EngineError extends Error {
  readonly reason: Failure['reason'];
  readonly fatal: boolean;
  /** The core's error, if it was the core that refused. */
  readonly error: CoreError | null;

  constructor(failure: Failure) {
    const cause = new Error(failure.message);
    cause.name = failure.name;
    cause.stack = failure.stack;
    super(failure.message, { cause });
    this.name = 'EngineError';
    this.reason = failure.reason;
    this.fatal = failure.fatal;
    this.error = failure.error;
  }
}

interface Pending {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
  progress: ((progress: never) => void) | undefined;
}

export const isAbort = (cause: unknown): boolean =>
  (cause instanceof DOMException && cause.name === 'AbortError') ||
  (cause instanceof EngineError && cause.reason === 'aborted');

const stopped = () => new DOMException('The engine was ended.', 'AbortError');

export const filterText = (filter: Filter): string => JSON.stringify(filter);

/** One worker with one session. Its memory only comes back with `end`. */
export class Engine {
  readonly #worker = new EngineWorker();
  readonly #pending = new Map<number, Pending>();
  #next = 1;
  #ended = false;

  private constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<Response>) => this.#hear(data);
    this.#worker.onerror = (event) => {
      const failure = {
        fatal: true,
        name: 'Error',
        message: event.message || 'The worker could not start.',
        stack: '',
        error: null,
      };
      for (const pending of this.#pending.values())
        pending.reject(new EngineError({ ...failure, reason: 'crash' }));
      this.#pending.clear();
    };
  }

  static async start(signal: AbortSignal, assets: Assets): Promise<Engine> {
    const engine = new Engine();
    try {
      const { module, model, encodings, unicode, words, zones } = assets;
      await engine.#call(signal, 'start', { module, model, encodings, unicode, words, zones });
    } catch (cause) {
      engine.end();
      throw cause;
    }
    return engine;
  }

  /** Reads one file under a name. An abort is no error: it ends the input where it is, and what was read stays. */
  read(
    signal: AbortSignal,
    name: string,
    file: File,
    progress: (progress: Calls['read']['tells']) => void,
  ): Promise<Calls['read']['gives']> {
    return this.#call(signal, 'read', { name, file }, progress);
  }

  settings(signal: AbortSignal, json: string): Promise<CoreError | null> {
    return this.#call(signal, 'settings', { json });
  }

  async overview(signal: AbortSignal, filter: Filter): Promise<Report> {
    return JSON.parse(await this.#call(signal, 'overview', { filter: filterText(filter) })) as Report;
  }

  /** @param against what the selection is compared with; null: nothing */
  async sections(
    signal: AbortSignal,
    names: readonly string[],
    filter: Filter,
    against: Filter | null,
  ): Promise<Answers> {
    const takes = { names: names.join(), filter: filterText(filter), against: against ? filterText(against) : '' };
    return JSON.parse(await this.#call(signal, 'sections', takes)) as Answers;
  }

  /** The whole report, byte by byte. */
  report(signal: AbortSignal, filter: Filter, against: Filter | null): Promise<string> {
    const takes = { filter: filterText(filter), against: against ? filterText(against) : '' };
    return this.#call(signal, 'report', takes);
  }

  reportCsv(signal: AbortSignal, filter: Filter): Promise<string> {
    return this.#call(signal, 'reportCsv', { filter: filterText(filter) });
  }

  brands(signal: AbortSignal): Promise<BrandList> {
    return this.#call(signal, 'brands', {});
  }

  async suggestions(signal: AbortSignal): Promise<Suggestion[]> {
    return (await this.#call(signal, 'suggestions', {})).brands;
  }

  preview(signal: AbortSignal, json: string, only: number, count: number): Promise<BrandPreview> {
    return this.#call(signal, 'preview', { json, only, count });
  }

  inspect(signal: AbortSignal): Promise<Inspection[]> {
    return this.#call(signal, 'inspect', {});
  }

  sample(signal: AbortSignal): Promise<SampledMention[]> {
    return this.#call(signal, 'sample', {});
  }

  /** Selects the mentions that `rows` reads; gives their number. */
  select(signal: AbortSignal, filter: Filter): Promise<number> {
    return this.#call(signal, 'select', { filter: filterText(filter) });
  }

  async rows(signal: AbortSignal, filter: Filter, from: number, count: number): Promise<Mention[]> {
    return JSON.parse(
      await this.#call(signal, 'rows', { filter: filterText(filter), from, count }),
    ) as Mention[];
  }

  /** The keys by which corrections of single texts are kept. */
  textKeys(signal: AbortSignal, filter: Filter, from: number, count: number): Promise<string[]> {
    return this.#call(signal, 'textKeys', { filter: filterText(filter), from, count });
  }

  /** `topics`: the person's own, whose names stand in the corrections. */
  tryCorrections(
    signal: AbortSignal,
    corrections: Corrections,
    topics: readonly OwnTopic[],
  ): Promise<CorrectionTrial> {
    return this.#call(signal, 'tryCorrections', { json: JSON.stringify({ corrections, topics }) });
  }

  explain(signal: AbortSignal, filter: Filter, at: number): Promise<Explanation | null> {
    return this.#call(signal, 'explain', { filter: filterText(filter), at });
  }

  lessons(signal: AbortSignal): Promise<Lessons> {
    return this.#call(signal, 'lessons', {});
  }

  mentions(
    signal: AbortSignal,
    filter: Filter,
    format: MentionFormat,
    progress: (progress: Calls['mentions']['tells']) => void,
  ): Promise<Blob> {
    return this.#call(signal, 'mentions', { filter: filterText(filter), format }, progress);
  }

  rejected(signal: AbortSignal): Promise<Blob> {
    return this.#call(signal, 'rejected', {});
  }

  /** Ends the worker at once, whatever it is doing; calls that wait are aborted. */
  end(): void {
    this.#ended = true;
    this.#worker.terminate();
    for (const pending of this.#pending.values()) pending.reject(stopped());
    this.#pending.clear();
  }

  #call<K extends Call>(
    signal: AbortSignal,
    kind: K,
    takes: Calls[K]['takes'],
    progress?: (progress: Calls[K]['tells']) => void,
  ): Promise<Calls[K]['gives']> {
    if (signal.aborted || this.#ended) return Promise.reject(stopped());
    const id = this.#next++;
    return new Promise<Calls[K]['gives']>((resolve, reject) => {
      const abort = () => {
        this.#worker.postMessage({ kind: 'cancel', id } satisfies Request);
        if (kind === 'read') return;
        this.#pending.delete(id);
        reject(stopped());
      };
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          signal.removeEventListener('abort', abort);
          then(value);
        };
      signal.addEventListener('abort', abort, { once: true });
      this.#pending.set(id, {
        resolve: settle(resolve as (value: unknown) => void),
        reject: settle(reject),
        progress: progress as Pending['progress'],
      });
      this.#worker.postMessage({ kind, id, ...takes });
    });
  }

  #hear(message: Response): void {
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    if (message.kind === 'progress') {
      pending.progress?.(message.progress as never);
      return;
    }
    this.#pending.delete(message.id);
    if (message.kind === 'done') pending.resolve(message.value);
    else pending.reject(new EngineError(message.failure));
  }
}
