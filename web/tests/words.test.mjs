import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './source.mjs';

const catalogues = Object.fromEntries(
  await Promise.all(
    ['en', 'ko', 'ja', 'ru'].map(async (code) => [code, (await load(`i18n/${code}.ts`))[code]]),
  ),
);
const { language, preferredLanguage } = await load('i18n/text.ts');
const { sentence } = await load('state/messages.ts');

const formsOf = (message) => (typeof message === 'string' ? [message] : Object.values(message));
const holesOf = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

for (const [code, catalogue] of Object.entries(catalogues)) {
  test(`${code}: every sentence has the holes of the English one`, () => {
    for (const [key, english] of Object.entries(catalogues.en)) {
      const wanted = new Set(formsOf(english).flatMap(holesOf));
      for (const form of formsOf(catalogue[key])) {
        for (const hole of holesOf(form)) {
          // The number that chose the form may be left unsaid, and may be said where English does not.
          assert.ok(wanted.has(hole), `${key}: ${hole}`);
        }
        if (!key.startsWith('core.') && key !== 'timeline.more') {
          assert.deepEqual(
            holesOf(form).filter((hole) => hole !== '{n}'),
            [...wanted].filter((hole) => hole !== '{n}').sort(),
            key,
          );
        }
      }
    }
  });

  test(`${code}: a sentence that changes with a number has all plural forms of the language`, () => {
    const forms = new Intl.PluralRules(code)
      .resolvedOptions()
      .pluralCategories.filter((form) => form !== 'many');
    for (const [key, message] of Object.entries(catalogue)) {
      if (typeof message === 'string') continue;
      assert.deepEqual(Object.keys(message).sort(), [...forms].sort(), key);
    }
  });
}

test('nothing was left in English', () => {
  const same = new Set(['count.n', 'detail.id', 'downloads.jsonLines', 'recognised.comma', 'corrections.aimed', 'recognised.plain', 'recognised.dated']);
  for (const code of ['ko', 'ja', 'ru']) {
    for (const [key, message] of Object.entries(catalogues.en)) {
      if (!same.has(key)) assert.notDeepEqual(catalogues[code][key], message, `${code} ${key}`);
    }
  }
});

test("the first of the person's languages that the page speaks is taken, else English", () => {
  assert.equal(preferredLanguage(['de-AT', 'ja-JP', 'ko']), 'ja');
  assert.equal(preferredLanguage(['RU']), 'ru');
  assert.equal(preferredLanguage(['de', 'fr']), 'en');
});

test('a column that the settings name and an input lacks has a sentence of its own', () => {
  const said = { code: 'badSettings', column: 'Wann', detail: 'Wann', row: 0, message: 'x' };
  language.value = 'ko';
  assert.equal(sentence({ ...said, count: 1 }), '설정에 적힌 ‘Wann’ 열이 이 입력에 없습니다. 있는 열을 골라 주세요.');
  assert.equal(sentence(said), '설정을 읽을 수 없습니다: Wann.');
  language.value = 'en';
});
