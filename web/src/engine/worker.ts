// The worker: owns one wasm session, reads files into it in batches, and serves other calls in between.
import createEarshot from '#earshot';
import type { CoreError } from './documents';
import type { Call, Calls, Failure, Request, Response } from './messages';

type Session = InstanceType<Awaited<ReturnType<typeof createEarshot>>['Session']>;
type Takes<K extends Call> = { id: number } & Calls[K]['takes'];
type Handlers = { [K in Call]: (request: Takes<K>) => Calls[K]['gives'] | Promise<Calls[K]['gives']> };

/** The first batch is small, so that the first figures come soon. */
const firstBatchBytes = 1 << 18;
const batchBytes = 1 << 20;
const batchRows = 5000;
/** Milliseconds between two words on how far reading is: each makes the page draw. */
const tellInterval = 100;

const scope = self as unknown as {
  onmessage: (event: MessageEvent<Request>) => void;
  postMessage(message: Response): void;
};

let session: Session | null = null;
let selected: string | null = null;
const cancels = new Map<number, () => void>();

/** An error that the core reported as a value. */
class Refused extends Error {
  constructor(readonly error: CoreError) {
    super(error.message);
  }
}

class Aborted extends Error {}

class Unreadable extends Error {}

/** Lets messages that wait be served; a timer would be clamped to 4 ms. */
const breathe = (() => {
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    });
})();

function live(): Session {
  if (!session) throw new Error('The worker was asked for something before its start.');
  return session;
}

const parseError = (json: string): CoreError | null => (json === '' ? null : (JSON.parse(json) as CoreError));

function refuse(json: string): void {
  const error = parseError(json);
  if (error) throw new Refused(error);
}

/** A document of the core, which may be `{"error": ...}` instead. */
function unlessError(json: string): string {
  if (/^\s*\{\s*"error"\s*:/.test(json)) throw new Refused((JSON.parse(json) as { error: CoreError }).error);
  return json;
}

/** Decoding takes the byte order mark off a document; spreadsheets need it. */
const withMark = (csv: string): string => `\ufeff${csv.replace(/^\ufeff/, '')}`;

function select(filter: string): number {
  selected = null;
  const count = live().select(filter);
  if (count < 0) refuse(live().lastError());
  selected = filter;
  return count;
}

function tell<K extends Call>(call: K, id: number, progress: Calls[K]['tells']): void {
  scope.postMessage({ kind: 'progress', call, id, progress } as Response);
}

/** Reads a file in batches, through two buffers that take turns: one is filled while the other is worked on. */
async function* batches(file: File, stopped: Promise<void>): AsyncGenerator<Uint8Array> {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = file.stream().getReader({ mode: 'byob' });
  } catch {
    for (let from = 0, size = firstBatchBytes; from < file.size; from += size, size = batchBytes) {
      yield new Uint8Array(await file.slice(from, from + size).arrayBuffer());
    }
    return;
  }
  void stopped.then(() => reader.cancel());
  let done = false;
  const fill = async (memory: ArrayBuffer, size: number): Promise<Uint8Array> => {
    let filled = 0;
    while (filled < size && !done) {
      const view: Uint8Array<ArrayBuffer> = new Uint8Array(memory, filled, size - filled);
      const chunk: ReadableStreamReadResult<Uint8Array<ArrayBuffer>> = await reader.read(view);
      done = chunk.done;
      if (!chunk.value) return new Uint8Array();
      memory = chunk.value.buffer;
      filled += chunk.value.byteLength;
    }
    return new Uint8Array(memory, 0, filled);
  };
  // Nothing is read ahead of the first batch, so that the page can ask for its first figures behind it.
  const first = await fill(new ArrayBuffer(batchBytes), firstBatchBytes);
  if (first.length === 0) return;
  yield first;
  let next = fill(first.buffer as ArrayBuffer, batchBytes);
  let spare = new ArrayBuffer(batchBytes);
  for (;;) {
    const batch = await next;
    if (batch.length === 0) return;
    next = fill(spare, batchBytes);
    // Who stops listening never sees this one fail.
    next.catch(() => undefined);
    yield batch;
    spare = batch.buffer as ArrayBuffer;
  }
}

async function read({ id, name, file }: Takes<'read'>): Promise<Calls['read']['gives']> {
  let cancelled = false;
  const stopped = new Promise<void>((resolve) => {
    cancels.set(id, () => {
      cancelled = true;
      resolve();
    });
  });
  const core = live();
  core.open(name);
  let bytes = 0;
  let told = -Infinity;
  const tellSoon = () => {
    const now = performance.now();
    if (now - told < tellInterval) return;
    told = now;
    // What an archive holds is read when all of it is here.
    tell('read', id, { bytes: bytes * core.advanced(), counts: core.counts() });
  };
  const reader = batches(file, stopped);
  for (;;) {
    let batch: Uint8Array | undefined;
    try {
      batch = (await reader.next()).value as Uint8Array | undefined;
    } catch (cause) {
      core.cancel();
      throw new Unreadable(String(cause), { cause });
    }
    if (!batch || cancelled) break;
    core.buffer(batch.length).set(batch);
    core.feed(batch.length);
    bytes += batch.length;
    tellSoon();
    await breathe();
    if (cancelled) break;
  }
  // Archives and workbooks are read only now, in bounded pieces.
  while (!cancelled && core.advance()) {
    tellSoon();
    await breathe();
  }
  if (cancelled) {
    core.cancel();
    tell('read', id, { bytes, counts: core.counts() });
    return { cancelled: true, error: null };
  }
  const error = parseError(core.close());
  tell('read', id, { bytes, counts: core.counts() });
  return { cancelled: false, error };
}

/** Collects pieces of text into a Blob, yielding between them so that a long export can be stopped. */
async function collect(
  call: 'mentions' | 'rejected',
  id: number,
  type: string,
  of: number,
  piece: (from: number) => string,
): Promise<Blob> {
  let stopped = false;
  cancels.set(id, () => {
    stopped = true;
  });
  const parts: Blob[] = [];
  let from = 0;
  do {
    parts.push(new Blob([piece(from)]));
    from += batchRows;
    tell(call, id, { done: Math.min(from, of), of });
    await breathe();
    if (stopped) throw new Aborted('The export was stopped.');
  } while (from < of);
  return new Blob(parts, { type });
}

const handlers: Handlers = {
  async start({ module, model, encodings, unicode, words, zones }) {
    const core = await createEarshot({
      instantiateWasm(
        imports: WebAssembly.Imports,
        done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
      ) {
        const instance = new WebAssembly.Instance(module, imports);
        done(instance, module);
        return instance.exports;
      },
    });
    session = new core.Session();
    session.buffer(unicode.byteLength).set(new Uint8Array(unicode));
    refuse(session.unicodeLoaded());
    session.buffer(encodings.byteLength).set(new Uint8Array(encodings));
    refuse(session.encodingsLoaded());
    session.buffer(words.byteLength).set(new Uint8Array(words));
    refuse(session.wordsLoaded());
    session.buffer(zones.byteLength).set(new Uint8Array(zones));
    refuse(session.zonesLoaded());
    session.loadModel(model.byteLength).set(new Uint8Array(model));
    refuse(session.modelLoaded());
    return null;
  },
  read,
  settings: ({ json }) => {
    selected = null;
    return parseError(live().setSettings(json));
  },
  overview: ({ filter }) => unlessError(live().overview(filter)),
  sections: ({ names, filter, against }) => unlessError(live().sections(names, filter, against)),
  report: ({ filter, against }) => unlessError(live().report(filter, against)),
  reportCsv: ({ filter }) => withMark(unlessError(live().reportCsv(filter))),
  brands: () => JSON.parse(live().brands()) as Calls['brands']['gives'],
  suggestions: () => JSON.parse(live().suggestions()) as Calls['suggestions']['gives'],
  preview: ({ json, only, count }) =>
    JSON.parse(unlessError(live().preview(json, only, count))) as Calls['preview']['gives'],
  inspect: () => JSON.parse(live().inspect()) as Calls['inspect']['gives'],
  sample: () => JSON.parse(live().auditSample('json')) as Calls['sample']['gives'],
  select: ({ filter }) => select(filter),
  rows({ filter, from, count }) {
    if (selected !== filter) select(filter);
    return unlessError(live().rows(from, count));
  },
  textKeys({ filter, from, count }) {
    if (selected !== filter) select(filter);
    return JSON.parse(live().textKeys(from, count)) as string[];
  },
  tryCorrections: ({ json }) =>
    JSON.parse(unlessError(live().tryCorrections(json))) as Calls['tryCorrections']['gives'],
  explain({ filter, at }) {
    if (selected !== filter) select(filter);
    return JSON.parse(live().explain(at)) as Calls['explain']['gives'];
  },
  lessons: () => JSON.parse(live().lessons()) as Calls['lessons']['gives'],
  mentions({ id, filter, format }) {
    const type = format === 'csv' ? 'text/csv;charset=utf-8' : 'application/jsonl;charset=utf-8';
    return collect('mentions', id, type, select(filter), (from) => {
      if (selected !== filter) select(filter);
      const rows = live().mentions(format, from, batchRows);
      return format === 'csv' && from === 0 ? withMark(rows) : rows;
    });
  },
  rejected({ id }) {
    const { rejected, empty, duplicates } = live().counts();
    return collect('rejected', id, 'text/csv;charset=utf-8', rejected + empty + duplicates, (from) => {
      const rows = live().rejected(from, batchRows);
      return from === 0 ? withMark(rows) : rows;
    });
  },
};

function describe(cause: unknown): Failure {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const common = {
    name: error.name,
    message: error.message,
    stack: error.stack ?? '',
    error: null,
    fatal: false,
  };
  if (cause instanceof Refused) return { ...common, reason: 'refused', error: cause.error };
  if (cause instanceof Aborted) return { ...common, reason: 'aborted' };
  if (cause instanceof Unreadable) return { ...common, reason: 'file' };
  // A core without exceptions ends with a bare abort when it gets no memory.
  const memory = cause instanceof RangeError || /Aborted\(\)|out of memory|OOM|allocat/i.test(error.message);
  return { ...common, reason: memory ? 'memory' : 'crash', fatal: true };
}

async function serve(request: Exclude<Request, { kind: 'cancel' }>): Promise<void> {
  try {
    const handler = handlers[request.kind] as (request: unknown) => unknown;
    const value = await handler(request);
    scope.postMessage({ kind: 'done', call: request.kind, id: request.id, value } as Response);
  } catch (cause) {
    scope.postMessage({ kind: 'failed', id: request.id, failure: describe(cause) });
  } finally {
    cancels.delete(request.id);
  }
}

scope.onmessage = ({ data }) => {
  if (data.kind === 'cancel') cancels.get(data.id)?.();
  else void serve(data);
};
