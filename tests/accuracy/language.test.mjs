// Which language a text of 20 to 60 characters is in, beside three detectors of npm, on texts that
// none of ours was trained on: posts (the judging parts of the labelled texts), captions and tales
// (tests/accuracy/language/fetch). A language that a detector does not know counts as wrong for it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const require = createRequire(join(root, 'web/package.json'));
const posts = join(process.env.EARSHOT_SHARED ?? join(root, '../shared'), 'data/sentiment');
const fetched = process.env.EARSHOT_LANGUAGE_TEST ?? join(homedir(), '.cache/earshot/language-test');
const fewest = 30;
const mostPosts = 600;

const ours = new Set(('en es pt de fr it nl id tr vi pl ro sv ru uk ja zh ko th hi ar fa ur el he hy ka am bn pa gu ta te kn ml '
  + 'si lo my km bo kk be bg sr mk mn mr ne cs sk da no fi hu hr sl et lv lt ca gl ms tl sw az').split(' '));
/** Their codes, where ours is another one. */
const codes = {
  nb: 'no', nn: 'no', iw: 'he', fil: 'tl', bs: 'hr', eng: 'en', spa: 'es', por: 'pt', deu: 'de', fra: 'fr', ita: 'it', nld: 'nl',
  ind: 'id', tur: 'tr', vie: 'vi', pol: 'pl', ron: 'ro', swe: 'sv', rus: 'ru', ukr: 'uk', jpn: 'ja', cmn: 'zh', kor: 'ko', tha: 'th',
  hin: 'hi', arb: 'ar', pes: 'fa', urd: 'ur', ell: 'el', heb: 'he', hye: 'hy', kat: 'ka', amh: 'am', ben: 'bn', pan: 'pa', guj: 'gu',
  tam: 'ta', tel: 'te', kan: 'kn', mal: 'ml', sin: 'si', lao: 'lo', mya: 'my', khm: 'km', bod: 'bo', kaz: 'kk', bel: 'be', bul: 'bg',
  srp: 'sr', mkd: 'mk', khk: 'mn', mar: 'mr', npi: 'ne', ces: 'cs', slk: 'sk', dan: 'da', nob: 'no', nno: 'no', fin: 'fi', hun: 'hu',
  hrv: 'hr', bos: 'hr', slv: 'sl', ekk: 'et', lvs: 'lv', lit: 'lt', cat: 'ca', glg: 'gl', zlm: 'ms', tgl: 'tl', swh: 'sw', azj: 'az',
};

async function peersOf() {
  const load = (path) => import(pathToFileURL(join(root, 'web/node_modules', path)));
  const { eld: large } = await load('eld/src/entries/static.large.js');
  const { eld: small } = await load('eld/src/entries/static.small.js');
  const { franc } = await load('franc/index.js');
  const cld = (await require('cld3-asm').loadModule()).create(0, 1000);
  return {
    'eld, large': (text) => large.detect(text).language,
    'eld, small': (text) => small.detect(text).language,
    franc: (text) => franc(text, { minLength: 1 }),
    cld3: (text) => cld.findLanguage(text).language.replace(/-.*/, ''),
  };
}

/** A text of 20 to 60 characters, or the beginning of a longer one, at a space where it has any. */
function piece(text) {
  const clean = text.replace(/https?:\/\/\S+|@\S+|\[[A-Za-z]+\]/g, ' ').replace(/\s+/g, ' ').trim();
  if (clean.length <= 60) return clean.length >= 20 ? clean : undefined;
  const end = 20 + (clean.length * 7919) % 41;
  const space = clean.lastIndexOf(' ', end);
  return clean.slice(0, space >= 20 ? space : end).trim();
}

function postsOf(language) {
  const files = language === 'pt' ? ['pt', 'pt_br'] : [language];
  const texts = new Set();
  for (const file of files) {
    const path = join(posts, `${file}.tsv.xz`);
    if (!existsSync(path)) continue;
    for (const line of spawnSync('xz', ['-dc', path], { encoding: 'utf8', maxBuffer: 1 << 30 }).stdout.split('\n').slice(1)) {
      const [set, part, , text] = line.split('\t');
      // Of these the language of a text is not sure: dialects in Latin letters, Hindi likewise.
      if (!text || part === 'train' || set === 'arsarcasm-v2' || (set === 'umsab' && language === 'hi')) continue;
      const short = piece(text);
      if (short) texts.add(short);
    }
  }
  const all = [...texts].sort();
  return all.filter((_, i) => i % Math.ceil(all.length / mostPosts) === 0).map((text) => [language, text]);
}

const rowsOf = {
  posts: () => [...ours].flatMap(postsOf),
  stamps: () => readFileSync(join(fetched, 'stamps.tsv'), 'utf8').trimEnd().split('\n').map((line) => line.split('\t')),
  tales: () => readFileSync(join(fetched, 'tales.tsv'), 'utf8').trimEnd().split('\n').map((line) => line.split('\t')),
};
const missing = {
  posts: !existsSync(posts) && 'no labelled texts beside the repository',
  stamps: !existsSync(join(fetched, 'stamps.tsv')) && 'run tests/accuracy/language/fetch first',
  tales: !existsSync(join(fetched, 'tales.tsv')) && 'run tests/accuracy/language/fetch first',
};

let peers;
before(async () => {
  spawnSync('scripts/build', ['--quiet', 'cli', 'npm'], { cwd: root, stdio: 'inherit' });
  peers = await peersOf();
});

function earshot(texts) {
  const { stdout, stderr, status } = spawnSync(join(root, 'build/native/earshot'), ['classify'],
    { input: texts.map((text) => `${text}\n`).join(''), encoding: 'utf8', maxBuffer: 1 << 30 });
  assert.equal(status, 0, stderr);
  return stdout.trimEnd().split('\n').map((line) => JSON.parse(line).language);
}

for (const [set, floor] of [['posts', 98.5], ['stamps', 92.5], ['tales', 97.3]]) {
  test(`the language of short texts: ${set}`, { skip: missing[set] }, (t) => {
    const byLanguage = Map.groupBy?.(rowsOf[set](), ([language]) => language) ?? rowsOf[set]().reduce(
      (map, row) => map.set(row[0], [...(map.get(row[0]) ?? []), row]), new Map());
    const languages = [...byLanguage].filter(([language, rows]) => ours.has(language) && rows.length >= fewest);
    const judged = languages.flatMap(([, rows]) => rows);
    const said = { Earshot: earshot(judged.map(([, text]) => text)) };
    for (const [name, detect] of Object.entries(peers)) {
      said[name] = judged.map(([, text]) => { const code = detect(text); return codes[code] ?? code; });
    }
    const shares = {};
    for (const [name, answers] of Object.entries(said)) {
      const right = {};
      judged.forEach(([language], i) => { right[language] = (right[language] ?? 0) + (answers[i] === language); });
      shares[name] = Object.fromEntries(languages.map(([language, rows]) => [language, (100 * right[language]) / rows.length]));
    }
    const mean = (name, of = () => true) => {
      const values = languages.map(([language]) => language).filter(of).map((language) => shares[name][language]);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    for (const name of Object.keys(said)) {
      const known = (language) => shares[name][language] > 0;
      t.diagnostic(`${set}, ${name}: ${mean(name).toFixed(1)} of ${languages.length} languages; of those it knows `
        + `${mean(name, known).toFixed(1)}, Earshot there ${mean('Earshot', known).toFixed(1)}`);
    }
    for (const [language, rows] of languages) {
      t.diagnostic(`${set} ${language} ${rows.length}: ${Object.keys(said).map((n) => `${n} ${shares[n][language].toFixed(1)}`).join(', ')}`);
    }
    assert.ok(languages.length >= 20);
    assert.ok(mean('Earshot') >= floor, `${mean('Earshot')}`);
    if (set === 'posts') for (const [language] of languages) assert.ok(shares.Earshot[language] >= 94, language);
    for (const name of Object.keys(peers)) assert.ok(mean('Earshot') >= mean(name), `${name}: ${mean(name)}`);
  });
}
