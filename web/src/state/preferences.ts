// Theme and language of the page. Nothing is stored: the address and the system's preference decide.
import { effect, signal } from '@preact/signals';
import { isLanguage, language, preferredLanguage, t, type Language } from '../i18n/text';

export type Theme = 'light' | 'dark';

const systemDark = window.matchMedia('(prefers-color-scheme: dark)');

export const theme = signal<Theme>(systemDark.matches ? 'dark' : 'light');
let chosen = false;

systemDark.addEventListener('change', () => {
  if (!chosen) theme.value = systemDark.matches ? 'dark' : 'light';
});

export function toggleTheme(): void {
  chosen = true;
  theme.value = theme.value === 'dark' ? 'light' : 'dark';
}

export function setLanguage(next: Language): void {
  language.value = next;
  const address = new URL(location.href);
  address.searchParams.set('lang', next);
  history.replaceState(null, '', address);
}

export function followPreferences(): void {
  const asked = new URLSearchParams(location.search).get('lang') ?? '';
  language.value = isLanguage(asked) ? asked : preferredLanguage(navigator.languages);
  effect(() => {
    document.documentElement.lang = language.value;
    document.title = t('page.title');
  });
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value;
  });
}
