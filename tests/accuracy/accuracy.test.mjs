// The shipped model against people's labels, on texts it was never trained on. The floors lie a
// little below what the model card states: a change that falls through one has lost something.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const output = execFileSync(fileURLToPath(new URL('run', import.meta.url)), { encoding: 'utf8' });
const skip = output.startsWith('accuracy: skipped') && output.trim();
const options = skip ? { skip } : {};

/** The numbers of the row of one set and language. */
function row(set, language) {
  const line = output.split('\n').find((l) => l.startsWith(`${set} `) && l.split(/\s+/)[1] === language);
  assert.ok(line, `no row for ${set} ${language}`);
  const [texts, accuracy, f1, recall] = line.split(/\s+/).slice(2).map(Number);
  return { texts, accuracy, f1, recall };
}

function mean(name) {
  const line = output.split('\n').find((l) => l.startsWith(name));
  assert.ok(line, `no mean called ${name}`);
  return Number(line.slice(name.length));
}

test('mention-like sets of all languages keep their macro-F1', options, () => {
  assert.ok(mean('mention-like sets, mean macro-F1') >= 63);
  // Of Hindi, whose labels contradict themselves, the model card speaks.
  const languages = ['ar', 'de', 'en', 'es', 'fr', 'it', 'pt'];
  const sum = languages.reduce((total, language) => total + row('umsab', language).f1, 0);
  assert.ok(sum / languages.length >= 63);
});

for (const [set, language, floor] of [
  ['semeval-twitter-A', 'en', 66],
  ['cedr', 'ru', 77],
  ['wisesight', 'th', 64],
  ['nsmc', 'ko', 79],
  ['goemotions-ko', 'ko', 55],
  ['own', 'ko', 73],
  ['own', 'ja', 75],
  ['own', 'ru', 66],
  ['own', 'en', 63],
  ['kote', 'ko', 72],
]) {
  test(`${set} in ${language} keeps its macro-F1`, options, () => {
    assert.ok(row(set, language).f1 >= floor, `${row(set, language).f1} < ${floor}`);
  });
}

test('an address, a handle, a name and letter case turn hardly any label', options, () => {
  const part = output.slice(output.indexOf('labels that turn'));
  for (const [language, limit] of [['all', 1.3], ['ko', 0.6], ['ja', 0.6], ['ru', 0.6], ['en', 0.6]]) {
    const turned = part.match(new RegExp(`^${language} +\\d+ +(.*)$`, 'm'))[1].split(/ +/).map(Number);
    assert.ok(turned.every((share) => share <= limit), `${language}: ${turned}`);
  }
});

test('probabilities mean what they say', options, () => {
  const off = (language) => Number(output.match(new RegExp(`^ece ${language} +\\d+ +([\\d.]+)$`, 'm'))[1]);
  assert.ok(off('all') <= 3, `all languages: ${off('all')}`);
  for (const [language, limit] of [['en', 4], ['ko', 5], ['ru', 7]])
    assert.ok(off(language) <= limit, `${language}: ${off(language)}`);
});

test('at least 94 of 100 texts get their own language', options, () => {
  const part = output.slice(output.indexOf('language of texts'), output.indexOf('speed, one core'));
  const rows = [...part.matchAll(/^([a-z]{2}) +([\d.]+) of/gm)];
  assert.ok(rows.length >= 20);
  for (const [, code, right] of rows) assert.ok(Number(right) >= 94, `${code}: ${right}`);
});
