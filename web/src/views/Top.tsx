// The top of the page: its name, what starts or ends an analysis, language and theme.
import { languages, language, t, type Language } from '../i18n/text';
import { breakdown, startOver, started } from '../state/analysis';
import { setLanguage, theme, toggleTheme } from '../state/preferences';
import { AddFiles } from './AddFiles';
import { Icon } from './Icon';
import { openPaste } from './PasteDialog';

export function Top() {
  return (
    <header class="top">
      <div class="top-inner">
        <p class="brandmark">
          <Icon name="mark" />
          Earshot
        </p>
        {started.value && (
          <div class="top-actions">
            {!breakdown.value && (
              <>
                <AddFiles class="button is-quiet" text={t('action.addFiles')} />
                <button type="button" class="button is-quiet" onClick={openPaste}>
                  <Icon name="paste" />
                  {t('action.paste')}
                </button>
              </>
            )}
            <button type="button" class="button is-quiet" onClick={startOver}>
              {t('action.startOver')}
            </button>
          </div>
        )}
        <div class="top-preferences">
          <label>
            <span class="unseen">{t('page.language')}</span>
            <select
              value={language.value}
              onChange={(event) => setLanguage(event.currentTarget.value as Language)}
            >
              {Object.entries(languages).map(([code, name]) => (
                <option key={code} value={code} lang={code}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            class="button is-quiet is-icon"
            aria-label={t(theme.value === 'dark' ? 'page.toLight' : 'page.toDark')}
            title={t(theme.value === 'dark' ? 'page.toLight' : 'page.toDark')}
            onClick={toggleTheme}
          >
            <Icon name={theme.value === 'dark' ? 'sun' : 'moon'} />
          </button>
        </div>
      </div>
    </header>
  );
}
