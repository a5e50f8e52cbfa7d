// Builds the page into dist/: relative addresses only, so that it works from any sub-path of any static host.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** What other rooms of the project hand to the page, and how to get it. */
const parts = {
  glue: { path: at('../build/wasm/earshot.mjs'), from: 'the wasm build (cmake --preset wasm)' },
  wasm: { path: at('../build/wasm/earshot.wasm'), from: 'the wasm build (cmake --preset wasm)' },
  model: { path: at('../core/models/earshot.model'), from: 'core/models' },
  encodings: { path: at('../core/models/earshot.encodings'), from: 'core/models' },
  unicode: { path: at('../core/models/earshot.unicode'), from: 'core/models' },
  words: { path: at('../core/models/earshot.words'), from: 'core/models' },
  zones: { path: at('../core/models/earshot.zones'), from: 'core/models' },
  sample: { path: at('../scripts/sample/generate.mjs'), from: 'scripts/sample' },
};

function needsParts() {
  return {
    name: 'needs-parts',
    buildStart() {
      for (const { path, from } of Object.values(parts)) {
        if (!existsSync(path)) this.error(`${path} is missing: it comes from ${from}`);
      }
    },
  };
}

/**
 * The page hands over a compiled module and runs in no Node: the glue's search for the file beside
 * itself and for Node's modules would only make the bundle larger and ask for what is not there.
 */
function glueForWorker() {
  return {
    name: 'glue-for-worker',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/earshot\.mjs$/.test(id.split('?')[0])) return null;
      const bare = code
        .replaceAll(/new URL\((["'])earshot\.wasm\1,\s*import\.meta\.url\)\.href/g, '""')
        .replaceAll(/await import\((["'])node:module\1\)/g, '{}');
      return { code: bare, map: null };
    },
  };
}

function writesSample() {
  let folder;
  return {
    name: 'writes-sample',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle() {
      execFileSync(process.execPath, [parts.sample.path, '--out', `${folder}/sample.csv`], {
        cwd: at('.'),
        stdio: 'inherit',
      });
    },
  };
}

/** The words of a language, by key: its file is one object of strings. */
function catalogue(language) {
  const [, words] = /= (\{[\s\S]*\})/.exec(readFileSync(at(`src/i18n/${language}.ts`), 'utf8'));
  return new Function(`return ${words}`)();
}

/** Ships the keys once, with the English words: the other languages become lists in their order. */
function keysOnce() {
  return {
    name: 'keys-once',
    enforce: 'pre',
    transform(_code, id) {
      const [, language] = /\/i18n\/(ko|ja|ru)\.ts$/.exec(id.split('?')[0]) ?? [];
      if (!language) return null;
      const words = catalogue(language);
      const list = JSON.stringify(Object.keys(catalogue('en')).map((key) => words[key]));
      const code = `import { en } from './en';
const words = ${list};
export const ${language} = Object.fromEntries(Object.keys(en).map((key, at) => [key, words[at]]));`;
      return { code, map: null };
    },
  };
}

/** The development server injects styles and a socket, which the page's policy rightly forbids. */
function developmentWithoutPolicy() {
  return {
    name: 'development-without-policy',
    apply: 'serve',
    transformIndexHtml: (html) => html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''),
  };
}

export default defineConfig({
  root: at('.'),
  base: './',
  resolve: {
    alias: [
      { find: /^#earshot$/, replacement: parts.glue.path },
      { find: /^#earshot\.wasm(?=\?)/, replacement: parts.wasm.path },
      { find: /^#earshot\.model(?=\?)/, replacement: parts.model.path },
      { find: /^#earshot\.encodings(?=\?)/, replacement: parts.encodings.path },
      { find: /^#earshot\.unicode(?=\?)/, replacement: parts.unicode.path },
      { find: /^#earshot\.words(?=\?)/, replacement: parts.words.path },
      { find: /^#earshot\.zones(?=\?)/, replacement: parts.zones.path },
    ],
  },
  assetsInclude: ['**/*.model', '**/*.encodings', '**/*.unicode', '**/*.words', '**/*.zones'],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'iife', plugins: () => [glueForWorker()] },
  plugins: [needsParts(), glueForWorker(), keysOnce(), writesSample(), developmentWithoutPolicy()],
});
