// Everything the page will ever need from its server, fetched before a person's data is read.
import encodingsUrl from '#earshot.encodings?url';
import modelUrl from '#earshot.model?url';
import unicodeUrl from '#earshot.unicode?url';
import wasmUrl from '#earshot.wasm?url';
import wordsUrl from '#earshot.words?url';
import zonesUrl from '#earshot.zones?url';

export interface Assets {
  module: WebAssembly.Module;
  model: ArrayBuffer;
  /** What bytes stand for in the East Asian encodings of before Unicode. */
  encodings: ArrayBuffer;
  /** What each letter and sign is. */
  unicode: ArrayBuffer;
  /** What languages call things, from months to columns. */
  words: ArrayBuffer;
  /** The offsets of all time zones. */
  zones: ArrayBuffer;
  /** Null where a host left the sample out. */
  sample: Blob | null;
}

async function get(signal: AbortSignal, url: string): Promise<Response> {
  const response = await fetch(url, { signal, credentials: 'omit' });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response;
}

async function compile(signal: AbortSignal): Promise<WebAssembly.Module> {
  const response = await get(signal, wasmUrl);
  const spare = response.clone();
  try {
    return await WebAssembly.compileStreaming(response);
  } catch {
    // A host that serves wasm under another media type; compile the bytes instead.
    return WebAssembly.compile(await spare.arrayBuffer());
  }
}

/** Fetches the module, the model, the tables of encodings, Unicode, words and time zones and the sample. After this, nothing is asked of any server. */
export async function fetchAssets(signal: AbortSignal): Promise<Assets> {
  const [module, model, encodings, unicode, words, zones, sample] = await Promise.all([
    compile(signal),
    get(signal, modelUrl).then((response) => response.arrayBuffer()),
    get(signal, encodingsUrl).then((response) => response.arrayBuffer()),
    get(signal, unicodeUrl).then((response) => response.arrayBuffer()),
    get(signal, wordsUrl).then((response) => response.arrayBuffer()),
    get(signal, zonesUrl).then((response) => response.arrayBuffer()),
    get(signal, new URL('./sample.csv', document.baseURI).href).then(
      (response) => response.blob(),
      () => null,
    ),
  ]);
  return { module, model, encodings, unicode, words, zones, sample };
}
