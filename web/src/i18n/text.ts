// The page's words and numbers in the language in force.
import { computed, signal } from '@preact/signals';
import { en } from './en';
import { ja } from './ja';
import { ko } from './ko';
import { ru } from './ru';

/** A sentence, or one per plural form of its `n`. `{name}` is replaced by a value. */
export type Message = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);
export type Key = keyof typeof en;
export type Translation = Record<Key, Message>;

export const languages = { en: 'English', ko: '한국어', ja: '日本語', ru: 'Русский' } as const;
export type Language = keyof typeof languages;

const catalogues: Record<Language, Translation> = { en, ko, ja, ru };

export const isLanguage = (code: string): code is Language => Object.hasOwn(languages, code);

/** The first of the person's languages that the page speaks. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const code = tag.toLowerCase().split('-')[0] ?? '';
    if (isLanguage(code)) return code;
  }
  return 'en';
}

export const language = signal<Language>('en');

/** The tag for numbers and dates: the person's own region where they read its language. */
export const locale = computed(() => {
  const regional = navigator.languages.find((tag) => tag.toLowerCase().split('-')[0] === language.value);
  return regional ?? language.value;
});

const plurals = computed(() => new Intl.PluralRules(language.value));
const numbers = computed(() => new Intl.NumberFormat(locale.value));

export type Values = Record<string, string | number>;

/** The sentence for a key. Numbers are written as the language writes them; `n` chooses the plural form. */
export function t(key: Key, values: Values = {}): string {
  const message: Message = catalogues[language.value][key];
  const { n } = values;
  const text =
    typeof message === 'string'
      ? message
      : ((typeof n === 'number' ? message[plurals.value.select(n)] : undefined) ?? message.other);
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? numbers.value.format(value) : (value ?? hole);
  });
}

/** The translated sentence of an error or note of the core, if there is one. */
export function sentenceFor(code: string, values: Values): string | null {
  const key = `core.${code}`;
  return Object.hasOwn(en, key) ? t(key as Key, values) : null;
}
